using System.Globalization;
using Siskin.Runtime.Inference.Instruments.Straight;
using Siskin.Runtime.Inference.Strips;
using static TorchSharp.torch;

namespace Siskin.Models.Strips.Columns;

/// <summary>How near to the truth a network sees columns, in steps of their scales.</summary>
/// <param name="End">Of those whose end is known, how many were found so near.</param>
/// <param name="Reading">The same of their readings.</param>
internal sealed record ColumnScore(IReadOnlyList<double> End, IReadOnlyList<double> Reading)
{
    /// <summary>Looks at every view as a reader does, without its mirror image.</summary>
    public static ColumnScore Of(StripNetwork network, IEnumerable<ColumnView> views)
    {
        using var noGrad = no_grad();
        network.eval();
        var (ends, readings) = (new List<double>(), new List<double>());
        foreach (var view in views)
        {
            using var scope = NewDisposeScope();
            var sample = view.Plain();
            var scores = network.forward(StripTensors.Pixels([sample], network.Options))[0];
            var step = ScaleStrip.Place(view.Scale, view.Scale.StepPixels) - ScaleStrip.Place(view.Scale, 0);
            Add(ends, 0);
            Add(readings, 1);

            void Add(List<double> off, int output)
            {
                if (double.IsFinite(sample.Targets[output]))
                    off.Add(
                        Math.Abs(
                            StripOutput.OfLogits(scores[output].data<float>().ToArray()).Peak(circular: false).At
                                - sample.Targets[output]
                        ) / step
                    );
            }
        }

        return new ColumnScore(ends, readings);
    }

    /// <inheritdoc/>
    public override string ToString() => $"ends {Words(End)}; readings {Words(Reading)}";

    private static string Words(IReadOnlyList<double> off) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{off.Count(each => each <= 0.1)} of {off.Count} within 0.1 of a step, {off.Count(each => each <= 0.3)} within 0.3"
        );
}
