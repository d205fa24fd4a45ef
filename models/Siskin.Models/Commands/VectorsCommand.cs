using System.CommandLine;
using Siskin.Models.Evaluation;
using Siskin.Models.Ranking;
using Siskin.Models.Ranking.Vectors;
using Siskin.Runtime.Signals.Ranking;
using TorchSharp;

namespace Siskin.Models.Commands;

/// <summary>
/// <c>siskin-models vectors GLOSSARIES... --encoder FILE --pieces FILE --to FILE</c>: learns the word vectors by which
/// the ranking of questions finds rows, from ways to ask for the signals of devices.
/// </summary>
internal static class VectorsCommand
{
    private static readonly Argument<string[]> Glossaries = new("glossaries")
    {
        Description = "Tab-separated names, example values, units and ways to ask, by device.",
        Arity = ArgumentArity.OneOrMore,
    };
    private static readonly Option<string> Encoder = new("--encoder")
    {
        Description = "ONNX graph of a sentence encoder of the BERT family: what words mean at first.",
        Required = true,
    };
    private static readonly Option<string> Pieces = new("--pieces")
    {
        Description = "Its word pieces, one a line.",
        Required = true,
    };
    private static readonly Option<string[]> Asked = new("--questions")
    {
        Description =
            "JSON lines of sensors, prompt and accept to learn from as well, where a row's value is right; all words of them get a vector.",
        AllowMultipleArgumentsPerToken = true,
    };
    private static readonly Option<string> Target = new("--to")
    {
        Description = "File to write the vectors to; with --folds a number is put before its ending.",
        Required = true,
    };
    private static readonly Option<int> Folds = NumberOption.Number(
        "--folds",
        0,
        "Files to write instead, each without every so many-th glossary, and author of questions: the first without the first one, and so on."
    );
    private static readonly Option<int> Dimensions = NumberOption.Number("--dimensions", 96, "Numbers of a vector.");
    private static readonly Option<int> Frequent = NumberOption.Number(
        "--frequent",
        12000,
        "How many of the encoder's pieces get a vector even where no text has them."
    );
    private static readonly Option<int> Rounds = NumberOption.Number("--rounds", 3, "How often all are gone over.");
    private static readonly Option<int> Threads = NumberOption.Number("--threads", 1, "Threads of each operator.");
    private static readonly Option<int> Seed = NumberOption.Number("--seed", 1, "Order of the questions.");

    /// <summary>The command.</summary>
    public static Command Create()
    {
        var command = new Command("vectors", "Learn what words of questions and of names mean.")
        {
            Glossaries,
            Encoder,
            Pieces,
            Asked,
            Target,
            Folds,
            Dimensions,
            Frequent,
            Rounds,
            Threads,
            Seed,
        };
        command.SetAction(arguments => CommandErrors.Report(() => Run(arguments)));
        return command;
    }

    private static int Run(ParseResult arguments)
    {
        torch.set_num_threads(arguments.GetValue(Threads));
        var pieces = new WordPieces(File.ReadAllLines(arguments.GetRequiredValue(Pieces)));
        using var encoder = new SentenceEncoder(arguments.GetRequiredValue(Encoder), pieces);
        var parts = Read(arguments).ToArray();
        var vocabulary = new VectorVocabulary(
            pieces,
            parts.SelectMany(one => one.Words).Distinct(),
            arguments.GetValue(Frequent)
        );
        Console.WriteLine($"{parts.Sum(one => one.Examples.Count)} questions, {vocabulary.Entries.Count} entries");
        var meanings = encoder.Vectors(vocabulary.Pieces);
        var folds = arguments.GetValue(Folds);
        var target = arguments.GetRequiredValue(Target);
        if (folds == 0)
            File.WriteAllBytes(target, Learned([.. parts.SelectMany(one => one.Examples)]));
        for (var fold = 0; fold < folds; fold++)
        {
            var tested = parts.Where(one => one.Turn % folds == fold).SelectMany(one => one.Examples).ToArray();
            var file = Learned([.. parts.Where(one => one.Turn % folds != fold).SelectMany(one => one.Examples)]);
            File.WriteAllBytes(Path.ChangeExtension(target, $"{fold}{Path.GetExtension(target)}"), file);
            var vectors = WordVectors.Read(file);
            var right = tested.Count(one => one.IsRight[Nearest(vectors, one)]);
            Console.WriteLine($"fold {fold}: {right} of {tested.Length} unseen questions find their row");
        }

        return 0;

        byte[] Learned(VectorExample[] learned)
        {
            var trainer = new VectorTrainer(
                vocabulary,
                meanings,
                arguments.GetValue(Dimensions),
                arguments.GetValue(Seed)
            );
            trainer.Learn(
                learned,
                arguments.GetValue(Rounds),
                (round, loss) => Console.WriteLine($"round {round}: {loss:F3} nats a question")
            );
            return trainer.File();
        }
    }

    private static int Nearest(WordVectors vectors, VectorExample example)
    {
        var question = vectors.OfQuestion(example.Question);
        var cosines = example
            .Rows.Select(row => vectors.OfName(row).Zip(question, (one, other) => one * other).Sum())
            .ToArray();
        return Array.IndexOf(cosines, cosines.Max());
    }

    // Glossaries, and questions by author, each with its place among these.
    private static IEnumerable<VectorPart> Read(ParseResult arguments)
    {
        var questions = new GlossaryQuestions(arguments.GetValue(Seed));
        foreach ((var turn, var file) in arguments.GetRequiredValue(Glossaries).Index())
            yield return VectorPart.Of(turn, questions.Of(GlossaryDevice.Read(file), WordVectors.None));
        foreach ((var author, var files) in RankingLearning.ByAuthor(arguments.GetValue(Asked) ?? []))
            yield return VectorPart.Of(
                author,
                files.SelectMany(AskedQuestion.Read).Select(one => RankedExample.Of(one, WordVectors.None))
            );
    }

    private sealed record VectorPart(int Turn, IReadOnlyList<VectorExample> Examples, IReadOnlyCollection<string> Words)
    {
        public static VectorPart Of(int turn, IEnumerable<RankedExample> questions)
        {
            var examples = new List<VectorExample>();
            var words = new HashSet<string>(StringComparer.Ordinal);
            foreach (var one in questions)
            {
                words.UnionWith(VectorExample.Words(one.Prompt, one.Table));
                words.UnionWith(VectorExample.Names(one.Table).SelectMany(row => row));
                if (VectorExample.Of(one) is { } example)
                    examples.Add(example);
            }

            return new VectorPart(turn, examples, words);
        }
    }
}
