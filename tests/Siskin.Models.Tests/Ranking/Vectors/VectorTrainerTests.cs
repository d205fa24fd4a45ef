using Siskin.Models.Ranking.Vectors;
using Siskin.Runtime.Signals.Ranking;
using Xunit;

namespace Siskin.Models.Tests.Ranking.Vectors;

public sealed class VectorTrainerTests
{
    // Several threads wait for each other longer than they work.
    public VectorTrainerTests() => TorchSharp.torch.set_num_threads(1);

    private static readonly WordPieces Pieces = new([
        "[CLS]",
        "[SEP]",
        "muggy",
        "squeeze",
        "hum",
        "press",
        "##ure",
        "un",
        "##used",
    ]);

    private static readonly VectorExample[] Examples =
    [
        new(
            ["muggy"],
            [
                ["hum"],
                ["pressure"],
            ],
            [true, false]
        ),
        new(
            ["squeeze"],
            [
                ["hum"],
                ["pressure"],
            ],
            [false, true]
        ),
    ];

    [Fact]
    public void Questions_come_near_to_the_rows_they_ask_for()
    {
        var vocabulary = new VectorVocabulary(Pieces, ["muggy", "squeeze", "hum", "pressure"], frequent: 0);
        // At first each question is as near to the other row.
        var trainer = new VectorTrainer(
            vocabulary,
            [.. vocabulary.Entries.Select(one => Meaning(one))],
            dimensions: 3,
            seed: 1
        );
        List<double> losses = [];
        trainer.Learn(Examples, 200, (_, loss) => losses.Add(loss));
        var learned = WordVectors.Read(trainer.File());

        Assert.Equal(200, losses.Count);
        Assert.True(losses[^1] < losses[0] / 2, $"{losses[0]} became {losses[^1]}");
        Assert.True(Cosine("muggy", "hum") > Cosine("muggy", "pressure"));
        Assert.True(Cosine("squeeze", "pressure") > Cosine("squeeze", "hum"));

        double Cosine(string question, string name) =>
            learned.OfQuestion([question]).Zip(learned.OfName([name]), (one, other) => one * other).Sum();
    }

    [Fact]
    public void The_same_seed_learns_the_same()
    {
        Assert.Equal(Learned(), Learned());

        static byte[] Learned()
        {
            var vocabulary = new VectorVocabulary(Pieces, ["muggy", "squeeze", "hum", "pressure"], frequent: 0);
            var trainer = new VectorTrainer(vocabulary, [.. vocabulary.Entries.Select(Meaning)], 2, seed: 3);
            trainer.Learn(Examples, 2, (_, _) => { });
            return trainer.File();
        }
    }

    [Fact]
    public void Whole_words_and_units_are_entries_beside_their_pieces()
    {
        var vocabulary = new VectorVocabulary(Pieces, ["pressure", "=hum", "strange", "hum"], frequent: 0);

        Assert.Equal(["press", "##ure", "pressure", "=hum", "hum"], vocabulary.Entries);
        Assert.Equal(
            [
                [5],
                [6],
                [5, 6],
                [4],
                [4],
            ],
            vocabulary.Pieces
        );
        Assert.Equal([2, 4], vocabulary.Of(["pressure", "hum", "strange"]));
    }

    [Fact]
    public void A_word_is_cut_into_the_longest_pieces()
    {
        Assert.Equal([5, 6], Pieces.Of("pressure"));
        Assert.Equal([7, 8], Pieces.Of("unused"));
        Assert.Empty(Pieces.Of("used"));
        Assert.Equal(1, Pieces.Number("[SEP]"));
        Assert.Contains(
            "without [MASK]",
            Assert.Throws<InvalidDataException>(() => Pieces.Number("[MASK]")).Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void The_runtime_cuts_words_as_the_vocabulary_does()
    {
        string[] words = ["pressure", "unused", "hum", "strange", "=hum", "muggyure"];
        var vocabulary = new VectorVocabulary(Pieces, words, frequent: 0);
        var read = WordVectors.Read(
            WordVectors.File([.. vocabulary.Entries.Select(text => new WordVectors.Entry(text, 1, 1, [1]))], 1)
        );
        // The runtime has them in the order of their bytes.
        string[] sorted = [.. vocabulary.Entries.Order(StringComparer.Ordinal)];

        foreach (var word in words)
            Assert.Equal(
                vocabulary.Of([word]).Select(i => vocabulary.Entries[i]),
                read.Entries(word).Select(i => sorted[i])
            );
    }

    private static float[] Meaning(string entry) =>
        entry switch
        {
            "muggy" => [1, 0.1f, 0],
            "squeeze" => [0.1f, 1, 0.2f],
            "hum" => [0.6f, 0.6f, 1],
            "pressure" => [0.7f, 0.6f, -1],
            _ => [0.2f, 0.3f, 0.5f],
        };
}
