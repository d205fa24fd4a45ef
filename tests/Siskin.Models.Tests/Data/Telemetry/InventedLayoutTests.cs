using System.Text.RegularExpressions;
using Siskin.Models.Data.Telemetry;
using Xunit;

namespace Siskin.Models.Tests.Data.Telemetry;

public sealed partial class InventedLayoutTests
{
    private static readonly (string, string)[] Pairs = [("kiln", "21.5"), ("attic_fan", "-3 °C"), ("dam7", "null")];

    [Fact]
    public void Layouts_are_many_and_read_back_as_what_was_printed()
    {
        var texts = new HashSet<string>();
        for (var seed = 0; seed < 5_000; seed++)
        {
            var text = InventedLayout.Draw(new Random(seed)).Print(Pairs);
            texts.Add(text);
            var entries = InventedText.TryRead(text);
            Assert.True(entries is not null, text);
            Assert.Equal(Pairs, entries.Select(entry => (entry.Path[0], entry.Value)));
        }
        Assert.True(texts.Count > 2_000, $"{texts.Count} different texts");
    }

    [Fact]
    public void The_held_out_layouts_are_never_drawn()
    {
        for (var seed = 0; seed < 20_000; seed++)
        {
            var text = InventedLayout.Draw(new Random(seed)).Print(Pairs);
            Assert.DoesNotContain("->", text, StringComparison.Ordinal);
            Assert.DoesNotMatch(TableRow(), text);
            Assert.DoesNotMatch(SemicolonPairs(), text);
        }
    }

    [Fact]
    public void The_same_seed_gives_the_same_layout() =>
        Assert.Equal(InventedLayout.Draw(new Random(5)), InventedLayout.Draw(new Random(5)));

    [GeneratedRegex(@"\| *kiln *\| *21")]
    private static partial Regex TableRow();

    [GeneratedRegex(@"kiln:21\.5;\s*attic")]
    private static partial Regex SemicolonPairs();
}
