namespace Siskin.Models.Export.Onnx;

/// <summary>The standard operators, one method each.</summary>
internal sealed partial class GraphBuilder
{
    public Value Add(Value a, Value b) => Emit("", "Add", a.Type, [a, b]);

    public Value Sub(Value a, Value b) => Emit("", "Sub", a.Type, [a, b]);

    public Value Mul(Value a, Value b) => Emit("", "Mul", a.Type, [a, b]);

    public Value Div(Value a, Value b) => Emit("", "Div", a.Type, [a, b]);

    public Value Sqrt(Value x) => Emit("", "Sqrt", x.Type, [x]);

    public Value MatMul(Value a, Value b) => Emit("", "MatMul", a.Type, [a, b]);

    /// <summary>a (M, K) times the transpose of b (N, K).</summary>
    public Value GemmTransposed(Value a, Value b) => Emit("", "Gemm", a.Type, [a, b], AttributeProto.Of("transB", 1));

    public Value Cast(Value x, ElementType to) => Emit("", "Cast", to, [x], AttributeProto.Of("to", (long)to));

    /// <summary>The mean over some axes, which stay with size 1.</summary>
    public Value ReduceMean(Value x, params ReadOnlySpan<long> axes) =>
        Emit("", "ReduceMean", x.Type, [x, Integers(axes)]);

    /// <summary>Dimensions <paramref name="start"/> up to, not including, <paramref name="end"/>, int64.</summary>
    public Value Shape(Value x, int start, int end) =>
        Emit("", "Shape", ElementType.Int64, [x], AttributeProto.Of("start", start), AttributeProto.Of("end", end));

    public Value Reshape(Value x, Value shape) => Emit("", "Reshape", x.Type, [x, shape]);

    /// <summary>Reshapes to constant dimensions: 0 keeps the input's, -1 takes the rest.</summary>
    public Value Reshape(Value x, params ReadOnlySpan<long> dims) => Reshape(x, Integers(dims));

    public Value Transpose(Value x, params long[] permutation) =>
        Emit("", "Transpose", x.Type, [x], AttributeProto.Of("perm", permutation));

    public Value Concat(int axis, params ReadOnlySpan<Value> parts) =>
        Emit("", "Concat", parts[0].Type, parts, AttributeProto.Of("axis", axis));

    /// <summary>Cuts an axis into equal parts.</summary>
    public Value[] Split(Value x, int axis, int parts)
    {
        var types = new ElementType[parts];
        Array.Fill(types, x.Type);
        return Emit("", "Split", types, [x], AttributeProto.Of("axis", axis), AttributeProto.Of("num_outputs", parts));
    }

    /// <summary>Rows 0 up to, not including, <paramref name="end"/> (int64, one element) of an axis.</summary>
    public Value Slice(Value x, Value end, long axis) =>
        Emit("", "Slice", x.Type, [x, Integers(0), end, Integers(axis)]);

    /// <summary>
    /// Rows from <paramref name="start"/> up to, not including, <paramref name="end"/> of an axis; negative ones are
    /// counted from its end.
    /// </summary>
    public Value Slice(Value x, long start, long end, long axis) =>
        Emit("", "Slice", x.Type, [x, Integers(start), Integers(end), Integers(axis)]);

    /// <summary>The last row of an axis, which stays with size 1.</summary>
    public Value Last(Value x, long axis) =>
        Emit("", "Slice", x.Type, [x, Integers(-1), Integers(long.MaxValue), Integers(axis)]);

    /// <summary>Zeros around a tensor: as many as said before each of its axes, then as many behind each.</summary>
    public Value Pad(Value x, params ReadOnlySpan<long> places) => Emit("", "Pad", x.Type, [x, Integers(places)]);

    /// <summary>Rows of a table.</summary>
    public Value Gather(Value table, Value indices) =>
        Emit("", "Gather", table.Type, [table, indices], AttributeProto.Of("axis", 0));

    /// <summary>Removes dimensions of size 1.</summary>
    public Value Squeeze(Value x, params ReadOnlySpan<long> axes) => Emit("", "Squeeze", x.Type, [x, Integers(axes)]);

    public Value Unsqueeze(Value x, params ReadOnlySpan<long> axes) =>
        Emit("", "Unsqueeze", x.Type, [x, Integers(axes)]);

    /// <summary>2-D convolution with equal strides and equal padding on all sides.</summary>
    public Value Conv(Value x, Value weight, Value bias, int stride, int padding) =>
        Emit(
            "",
            "Conv",
            x.Type,
            [x, weight, bias],
            AttributeProto.Of("strides", [stride, stride]),
            AttributeProto.Of("pads", [padding, padding, padding, padding])
        );

    /// <summary>2-D convolution whose strides, padding and dilations differ along its axes, down and across.</summary>
    public Value Conv(
        Value x,
        Value weight,
        Value bias,
        (long Down, long Across) stride,
        (long Down, long Across) padding,
        (long Down, long Across) dilation
    ) =>
        Emit(
            "",
            "Conv",
            x.Type,
            [x, weight, bias],
            AttributeProto.Of("strides", [stride.Down, stride.Across]),
            AttributeProto.Of("pads", [padding.Down, padding.Across, padding.Down, padding.Across]),
            AttributeProto.Of("dilations", [dilation.Down, dilation.Across])
        );

    /// <summary>Normalizes every channel of (N, C, ...) over the rest of its axes.</summary>
    public Value InstanceNormalization(Value x, Value scale, Value bias, float epsilon) =>
        Emit("", "InstanceNormalization", x.Type, [x, scale, bias], AttributeProto.Of("epsilon", epsilon));

    /// <summary>(B, C, H, W) to (B, C, factor H, factor W), each value repeated.</summary>
    public Value Repeat(Value x, int factor) =>
        Emit(
            "",
            "Resize",
            x.Type,
            [x, Value.Absent, Constant(TensorProto.Of($"/scales/{factor}", [1f, 1f, factor, factor], 4))],
            AttributeProto.Of("mode", "nearest"),
            AttributeProto.Of("coordinate_transformation_mode", "asymmetric"),
            AttributeProto.Of("nearest_mode", "floor")
        );

    public Value Relu(Value x) => Emit("", "Relu", x.Type, [x]);

    /// <summary>GELU in its tanh form.</summary>
    public Value Gelu(Value x) => Emit("", "Gelu", x.Type, [x], AttributeProto.Of("approximate", "tanh"));

    /// <summary>
    /// RMSNorm over the last axis. The operator is ONNX Runtime's, in the standard domain: it has a CPU kernel in every
    /// release, where <c>RMSNormalization</c> of opset 23 is newer.
    /// </summary>
    public Value SimplifiedLayerNormalization(Value x, Value weight, float epsilon) =>
        Emit(
            "",
            "SimplifiedLayerNormalization",
            x.Type,
            [x, weight],
            AttributeProto.Of("axis", -1),
            AttributeProto.Of("epsilon", epsilon)
        );

    /// <summary>Numbers from <paramref name="start"/> up to, not including, <paramref name="end"/>.</summary>
    public Value Range(Value start, Value end, Value step) => Emit("", "Range", start.Type, [start, end, step]);

    /// <summary>Whether a is less than b, element by element.</summary>
    public Value Less(Value a, Value b) => Emit("", "Less", ElementType.Bool, [a, b]);

    /// <summary>Of a where a condition holds, otherwise of b.</summary>
    public Value Where(Value condition, Value a, Value b) => Emit("", "Where", a.Type, [condition, a, b]);

    /// <summary>Repeats what has size 1 as often as a shape says.</summary>
    public Value Expand(Value x, Value shape) => Emit("", "Expand", x.Type, [x, shape]);

    /// <summary>
    /// Attention of queries (B, heads, T, head size) over keys and values (B, KV heads, S, head size).
    /// </summary>
    /// <param name="query">The queries.</param>
    /// <param name="key">The keys.</param>
    /// <param name="value">The values.</param>
    /// <param name="mask">Added to the scores, (B, 1, T, S); absent: nothing.</param>
    public Value Attention(Value query, Value key, Value value, Value mask) =>
        Emit("", "Attention", query.Type, [query, key, value, mask]);
}
