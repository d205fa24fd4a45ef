using Siskin.Runtime.Inference;
using Siskin.Runtime.Inference.Strips;
using Siskin.Runtime.Inference.Text;
using Siskin.Runtime.Providers;
using Siskin.Runtime.Tests.Vision;
using SkiaSharp;
using Xunit;

namespace Siskin.Runtime.Tests.Inference.Text;

public sealed class RowSpellerTests : IDisposable
{
    private readonly EchoBundle _bundle = new(alter: folder => RowGraph.Write(folder, "41.7"), change: RowGraph.Added);
    private readonly StripSession _session;

    public RowSpellerTests() =>
        _session = RowSpeller.Open(_bundle.Open(), new SessionSettings(1, false), HelperTerms.Quiet)!;

    public void Dispose()
    {
        _session.Dispose();
        _bundle.Dispose();
    }

    [Fact]
    public void Every_row_of_a_frame_is_spelled()
    {
        using var frame = Frames.Solid(200, 100, SKColors.White);
        using var image = SKImage.FromBitmap(frame);

        var read = new RowSpeller(_session).Read(image, [new(100, 50, 100, 20), new(100, 50, 60, 30)]);

        Assert.Equal(["41.7", "41.7"], read.Select(row => row.BestPath().Text));
        Assert.All(read, row => Assert.Equal(RowSpeller.Shape.Length, row.Steps));
        Assert.All(read, row => Assert.True(row.LogLikelihood("41.7") > row.LogLikelihood("417") + 1));
    }

    [Fact]
    public void The_classes_of_each_place_share_one()
    {
        var scores = new float[RowSpeller.Shape.Outputs * RowSpeller.Shape.Length];
        scores[(3 * RowSpeller.Shape.Length) + 5] = 9; // a 2 at the sixth place

        var read = RowSpeller.Probabilities(scores);

        var (character, at) = Assert.Single(read.Places());
        Assert.Equal('2', character);
        Assert.Equal(5.5 / RowSpeller.Shape.Length, at, 1e-9);
        Assert.InRange(read.BestPath().Confidence, 0.99, 1);
    }

    [Fact]
    public void A_bundle_without_the_graph_has_none()
    {
        using var bundle = new EchoBundle();

        Assert.Null(RowSpeller.Open(bundle.Open(), new SessionSettings(1, false), HelperTerms.Quiet));
    }
}
