using Siskin.Models.Data;
using Siskin.Models.Data.Telemetry;
using Siskin.Runtime.Text;
using Xunit;

namespace Siskin.Models.Tests.Data.Telemetry;

public sealed class NamingTests
{
    private static readonly IReadOnlyList<string> Pieces = NamePieces.Of(BpeTokenizer.Load(BundledTokenizer.Path));

    [Fact]
    public void Common_words_are_neither_held_out_nor_answers()
    {
        var heldOut = TelemetryVocabulary
            .HeldOutThings.SelectMany(thing => thing.Split(' '))
            .Concat(TelemetryVocabulary.HeldOutModifiers)
            .Concat(KnownQuantities.HeldOut.SelectMany(quantity => quantity.Keys));
        Assert.Empty(CommonWords.All.Intersect(heldOut));
        string[] answers =
        [
            "yes",
            "no",
            "none",
            "unknown",
            "never",
            "missing",
            "frame",
            "sensor",
            "equal",
            "rising",
            "falling",
            "steady",
        ];
        Assert.Empty(CommonWords.All.Concat(TelemetryVocabulary.Things).Intersect(answers));
        Assert.Equal(CommonWords.All.Distinct(), CommonWords.All);
    }

    [Fact]
    public void Pieces_are_the_tokenizers_tokens_of_letters()
    {
        Assert.True(Pieces.Count > 300, $"{Pieces.Count} pieces");
        Assert.All(Pieces, piece => Assert.Matches("^[a-z]{2,}$", piece));
    }

    [Fact]
    public void Names_of_pieces_occur_and_every_answer_still_follows_from_the_text()
    {
        var synthesizer = new TelemetrySynthesizer(new SensorTextOptions { NamePieces = Pieces });
        var plain = new TelemetrySynthesizer();
        var different = 0;
        for (var seed = 0; seed < 2_000; seed++)
        {
            var drawn = synthesizer.NextCase(new Random(seed));
            Assert.Equal(AnswerRules.Answer(drawn), drawn.Sample.Answer);
            different += drawn.Sample.Sensors == plain.Next(seed).Sensors ? 0 : 1;
        }
        Assert.InRange(different, 500, 1_900);
    }

    [Fact]
    public void A_word_of_pieces_is_no_held_out_word()
    {
        var rng = new Random(1);
        string[] held = [.. TelemetryVocabulary.HeldOutThings.Take(1)];
        // Pieces of which a held-out word could be made.
        string[] pieces = [held[0][..2], held[0][2..], "or"];
        for (var i = 0; i < 500; i++)
            Assert.DoesNotContain(InventedWords.OfPieces(rng, pieces), held);
    }
}
