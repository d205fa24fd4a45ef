using System.Numerics.Tensors;
using Siskin.Models.Export.FixedShapes.Ranges;
using Siskin.Models.Export.Onnx;
using Siskin.Runtime.Bundles;

namespace Siskin.Models.Export.FixedShapes.Qdq;

/// <summary>Scale and zero point of every 16-bit value of a variant.</summary>
internal sealed class ActivationScales
{
    /// <summary>Narrower ranges are widened to this: a scale must not vanish.</summary>
    public const float MinRange = 1e-4f;

    // A sample that was not drawn may go beyond what the drawn ones reached. A cut-off value costs much, and of 16 bits
    // the wider range takes a third of one.
    private const float Headroom = 1.25f;

    private readonly ScaleClasses _classes;
    private readonly Dictionary<string, ValueRange> _ranges = [];
    private readonly Dictionary<string, LinearQuantization> _fixed = [];

    /// <param name="graphs">Every float graph of the variant.</param>
    /// <param name="calibrated">What the values were seen to hold.</param>
    /// <param name="inputs">Inputs whose quantization is known without samples.</param>
    public ActivationScales(
        IReadOnlyList<GraphProto> graphs,
        RangeTable calibrated,
        IReadOnlyDictionary<string, LinearQuantization> inputs
    )
    {
        _classes = new ScaleClasses(graphs);
        foreach ((var tensor, var range) in calibrated.Ranges)
            Include(tensor, new ValueRange(range.Low * Headroom, range.High * Headroom));
        foreach (var constant in graphs.SelectMany(graph => graph.Initializers).Where(c => c.Type == ElementType.Float))
            Include(constant.Name, RangeOf(constant));
        foreach (var node in graphs.SelectMany(graph => graph.Nodes))
        {
            if (FixedScales.Of(node.OpType) is { } known)
                _fixed[_classes.Of(node.Outputs[0])] = known;
        }

        foreach ((var input, var known) in inputs)
            _fixed[_classes.Of(input)] = known;
    }

    /// <summary>The value whose scale this value shares.</summary>
    public string ClassOf(string value) => _classes.Of(value);

    /// <summary>How a value is quantized.</summary>
    /// <exception cref="InvalidDataException">No sample ever reached it.</exception>
    public LinearQuantization Of(string value)
    {
        var name = _classes.Of(value);
        if (_fixed.TryGetValue(name, out var known))
            return known;
        if (!_ranges.TryGetValue(name, out var range))
            throw new InvalidDataException($"no calibration sample reached '{value}'; use more samples");
        return _classes.IsSymmetric(name) ? Symmetric(range) : Asymmetric(range);
    }

    // Zero is always in the range, so that it stays exactly zero.
    private static LinearQuantization Asymmetric(ValueRange range)
    {
        (double low, double high) = (Math.Min(0, range.Low), Math.Max(0, range.High));
        var scale = Math.Max(high - low, MinRange) / LinearQuantization.Steps;
        return new LinearQuantization((float)scale, (int)Math.Round(-low / scale));
    }

    private static LinearQuantization Symmetric(ValueRange range)
    {
        double largest = Math.Max(Math.Max(Math.Abs(range.Low), Math.Abs(range.High)), MinRange / 2);
        return new LinearQuantization((float)(largest / (LinearQuantization.Steps / 2)), StaticGraphs.CacheZero);
    }

    private void Include(string tensor, ValueRange range)
    {
        var name = _classes.Of(tensor);
        _ranges[name] = _ranges.TryGetValue(name, out var old) ? old.With(range) : range;
    }

    private static ValueRange RangeOf(TensorProto constant)
    {
        var values = constant.As<float>();
        return new ValueRange(TensorPrimitives.Min(values), TensorPrimitives.Max(values));
    }
}
