using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;
using Siskin.Models.Export.Onnx;
using Siskin.Runtime.Providers.Cpu;
using TorchSharp;

namespace Siskin.Models.Tests.Export;

/// <summary>Runs an emitted graph in ONNX Runtime on TorchSharp tensors.</summary>
internal sealed class GraphSession : IDisposable
{
    private readonly InferenceSession _session;

    public GraphSession(ModelProto model)
    {
        using var options = new SessionOptions
        {
            IntraOpNumThreads = 1,
            LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR,
        };
        CpuSessions.UseExactInt8(options); // as the runtime library does
        _session = new InferenceSession(model.ToBytes(), options);
    }

    /// <summary>Runs the graph; the outputs come back in the graph's order.</summary>
    public Dictionary<string, torch.Tensor> Run(params (string Name, torch.Tensor Value)[] inputs)
    {
        NamedOnnxValue[] feeds = [.. inputs.Select(input => Feed(input.Name, input.Value))];
        using var results = _session.Run(feeds);
        return results.ToDictionary(
            result => result.Name,
            result =>
            {
                var tensor = result.AsTensor<float>().ToDenseTensor();
                return torch.tensor(tensor.Buffer.ToArray(), [.. tensor.Dimensions.ToArray().Select(dim => (long)dim)]);
            }
        );
    }

    public void Dispose() => _session.Dispose();

    private static NamedOnnxValue Feed(string name, torch.Tensor value)
    {
        int[] dims = [.. value.shape.Select(dim => (int)dim)];
        var dense = value.detach().contiguous();
        return value.dtype switch
        {
            torch.ScalarType.Float32 => NamedOnnxValue.CreateFromTensor(
                name,
                new DenseTensor<float>(Elements<float>(dense), dims)
            ),
            torch.ScalarType.Int64 => NamedOnnxValue.CreateFromTensor(
                name,
                new DenseTensor<long>(Elements<long>(dense), dims)
            ),
            torch.ScalarType.Int32 => NamedOnnxValue.CreateFromTensor(
                name,
                new DenseTensor<int>(Elements<int>(dense), dims)
            ),
            _ => throw new ArgumentException($"no feed for {value.dtype}", nameof(value)),
        };
    }

    /// <summary>TorchSharp's accessor refuses tensors without elements.</summary>
    private static T[] Elements<T>(torch.Tensor dense)
        where T : unmanaged => dense.numel() == 0 ? [] : dense.data<T>().ToArray();
}
