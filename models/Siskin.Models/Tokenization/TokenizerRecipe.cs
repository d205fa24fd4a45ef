using Siskin.Models.Data;
using Siskin.Models.Data.Telemetry;
using Siskin.Models.Tasks;
using Siskin.Runtime.Text;

namespace Siskin.Models.Tokenization;

/// <summary>
/// The tokenizer of the bundled model: what it is trained on and how large it is. A trained model is bound to the
/// <c>tokenizer.json</c> it was trained with; since the corpus follows the synthesizer, a later build may differ from
/// it.
/// </summary>
public static class TokenizerRecipe
{
    /// <summary>Ids in all.</summary>
    public const int VocabSize = 1024;

    private const int SpaceMerges = 72;
    private const int DrawnSamples = 60_000;
    private const int FrameSamples = 15_000;

    /// <summary>Trains the tokenizer and writes <c>tokenizer.json</c>.</summary>
    /// <param name="seed">Seed of the corpus; the same seed writes the same file.</param>
    /// <param name="path">File to write; its folder must exist.</param>
    /// <returns>The tokenizer, read back from the file.</returns>
    public static BpeTokenizer Build(int seed, string path)
    {
        var file = TokenizerFile.Write(new BpeTrainer(VocabSize, SpaceMerges).Train(Corpus(seed)));
        File.WriteAllBytes(path, file);
        return BpeTokenizer.Load(path);
    }

    /// <summary>
    /// The corpus: samples of the tasks whose vocabulary is drawn, and the wordings and answers of those about frames.
    /// </summary>
    public static IEnumerable<string> Corpus(int seed)
    {
        Func<Random, Sample>[] drawers =
        [
            .. TaskCatalog
                .All.Select(task => task.CorpusDrawer)
                .OfType<Func<Func<Random, Sample>>>()
                .Select(make => make()),
        ];
        ModelTask[] written = [.. TaskCatalog.All.Where(task => task.CorpusAnswers.Count > 0)];
        string[] wordings = [.. written.SelectMany(task => task.AllWordings).Distinct()];
        string[] answers = [.. written.SelectMany(task => task.CorpusAnswers).Distinct(), "unknown", "no", "yes"];
        var rng = new Random(seed);
        for (var i = 0; i < DrawnSamples; i++)
        {
            var sample = drawers[i % drawers.Length](rng);
            yield return sample.Prompt;
            yield return sample.Sensors!;
            yield return sample.Answer;
        }

        for (var i = 0; i < FrameSamples; i++)
        {
            yield return rng.Of(wordings);
            yield return rng.Of(answers);
        }
    }
}
