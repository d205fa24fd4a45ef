using System.Numerics.Tensors;
using Microsoft.ML.OnnxRuntime;
using Siskin.Models.Export.Onnx;

namespace Siskin.Models.Export.FixedShapes.Ranges;

/// <summary>Runs a float graph of fixed shapes and notes the range of every value in it.</summary>
internal sealed class RangeRecorder : IDisposable
{
    private readonly InferenceSession _session;
    private readonly RunOptions _run = new();
    private readonly RangeTable _ranges;
    private readonly HashSet<string> _wanted;
    private readonly Dictionary<string, long[]> _inputs;

    /// <param name="model">The graph; it stays as it is.</param>
    /// <param name="ranges">Receives the ranges.</param>
    public RangeRecorder(ModelProto model, RangeTable ranges)
    {
        _ranges = ranges;
        _wanted = [.. model.Graph.Outputs.Select(output => output.Name)];
        _inputs = model.Graph.Inputs.ToDictionary(
            input => input.Name,
            input => input.Dims.Select(dim => dim.Size).ToArray()
        );
        using var options = new SessionOptions
        {
            // Fused, the values between would not exist.
            GraphOptimizationLevel = GraphOptimizationLevel.ORT_DISABLE_ALL,
            LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR,
        };
        _session = new InferenceSession(WithAllOutputs(model).ToBytes(), options);
    }

    /// <summary>Runs the graph once.</summary>
    /// <param name="floats">Every float input by name.</param>
    /// <param name="integers">Every int32 input by name.</param>
    /// <returns>The graph's own outputs.</returns>
    public Dictionary<string, float[]> Run(
        IReadOnlyDictionary<string, float[]> floats,
        IReadOnlyDictionary<string, int[]> integers
    )
    {
        foreach ((var name, var values) in floats)
            Note(name, values);
        var feeds = new Dictionary<string, OrtValue>();
        try
        {
            foreach ((var name, var values) in floats)
                feeds[name] = OrtValue.CreateTensorValueFromMemory(values, _inputs[name]);
            foreach ((var name, var values) in integers)
                feeds[name] = OrtValue.CreateTensorValueFromMemory(values, _inputs[name]);
            using var results = _session.Run(_run, feeds, _session.OutputNames);
            var outputs = new Dictionary<string, float[]>();
            for (var i = 0; i < results.Count; i++)
            {
                var name = _session.OutputNames[i];
                var values = results[i].GetTensorDataAsSpan<float>();
                Note(name, values);
                if (_wanted.Contains(name))
                    outputs[name] = values.ToArray();
            }

            return outputs;
        }
        finally
        {
            foreach (var feed in feeds.Values)
                feed.Dispose();
        }
    }

    public void Dispose()
    {
        _session.Dispose();
        _run.Dispose();
    }

    private void Note(string name, ReadOnlySpan<float> values) =>
        _ranges.Add(name, new ValueRange(TensorPrimitives.Min(values), TensorPrimitives.Max(values)));

    private static ModelProto WithAllOutputs(ModelProto model)
    {
        var all = ModelProto.Parse(model.ToBytes());
        var shapes = ShapeInference.Of(all.Graph);
        foreach (var output in all.Graph.Nodes.SelectMany(node => node.Outputs))
        {
            if (all.Graph.Outputs.All(value => value.Name != output))
                all.Graph.Outputs.Add(
                    new ValueInfoProto(output, ElementType.Float, [.. shapes[output].Select(dim => (Dim)dim)])
                );
        }

        return all;
    }
}
