using Siskin.Models.Export.FixedShapes.Qdq;
using Siskin.Models.Export.FixedShapes.Ranges;
using Siskin.Models.Export.Onnx;
using Siskin.Runtime.Bundles;
using Xunit;

namespace Siskin.Models.Tests.Export.FixedShapes.Qdq;

public sealed class ActivationScalesTests
{
    private readonly GraphBuilder _graph = new("test");
    private readonly RangeTable _ranges = new();

    [Fact]
    public void What_only_moves_data_shares_a_scale_through_a_whole_chain()
    {
        var past = _graph.Input("past", ElementType.Float, 1, 4);
        var entry = _graph.Relu(_graph.Input("x", ElementType.Float, 4, 1));
        var moved = _graph.Transpose(entry, 1, 0);
        var all = _graph.Concat(0, past, moved);
        var present = _graph.Slice(all, 0, 1, 2);
        foreach ((var value, var high) in ((Value, float)[])[(past, 1), (entry, 2), (moved, 2), (all, 2), (present, 8)])
            _ranges.Add(value.Name, new ValueRange(-1, high));
        _ranges.Add("x", new ValueRange(-3, 3));

        var scales = Scales();

        Assert.Single(((Value[])[past, entry, moved, all, present]).Select(value => scales.Of(value.Name)).Distinct());
        Assert.NotEqual(scales.Of("x"), scales.Of("past"));
        Assert.InRange(scales.Of("past").Dequantize(ushort.MaxValue), 8, 11); // the widest of them, with headroom
    }

    [Fact]
    public void The_second_operand_of_a_multiplication_has_its_zero_in_the_middle()
    {
        var a = _graph.Input("a", ElementType.Float, 2, 2);
        var b = _graph.Input("b", ElementType.Float, 2, 2);
        var product = _graph.MatMul(a, b);
        foreach (var value in (Value[])[a, b, product])
            _ranges.Add(value.Name, new ValueRange(-1, 3));

        var scales = Scales();

        Assert.Equal(StaticGraphs.CacheZero, scales.Of("b").ZeroPoint);
        Assert.InRange(scales.Of("a").ZeroPoint, 16380, 16388); // a quarter of the range is negative
        Assert.InRange(scales.Of("b").Dequantize(0), -4, -3);
    }

    [Fact]
    public void Zero_is_a_step_of_every_range_and_no_range_vanishes()
    {
        var high = _graph.Input("high", ElementType.Float, 1);
        var still = _graph.Relu(high);
        _ranges.Add("high", new ValueRange(5, 6));
        _ranges.Add(still.Name, new ValueRange(0, 0));

        var scales = Scales();

        Assert.Equal(0, scales.Of("high").ZeroPoint);
        Assert.Equal(ActivationScales.MinRange, scales.Of(still.Name).Scale * LinearQuantization.Steps, 1e-8f);
    }

    [Fact]
    public void Operators_with_a_known_range_need_no_samples()
    {
        var gate = _graph.Sigmoid(_graph.Input("x", ElementType.Float, 1));
        _ranges.Add("x", new ValueRange(-1, 1));
        _ranges.Add(gate.Name, new ValueRange(0.3f, 0.7f));

        Assert.Equal(new LinearQuantization(1f / 65536, 0), Scales().Of(gate.Name));
    }

    [Fact]
    public void A_value_that_no_sample_reached_is_named()
    {
        var x = _graph.Input("lonely", ElementType.Float, 1);
        _graph.Relu(x);

        var wrong = Assert.Throws<InvalidDataException>(() => Scales().Of("lonely"));

        Assert.Contains("'lonely'", wrong.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_value_that_is_no_number_is_named()
    {
        var wrong = Assert.Throws<InvalidDataException>(() => _ranges.Add("broken", new ValueRange(float.NaN, 1)));

        Assert.Contains("broken", wrong.Message, StringComparison.Ordinal);
    }

    private ActivationScales Scales() =>
        new([_graph.Build().Graph], _ranges, new Dictionary<string, LinearQuantization>());
}
