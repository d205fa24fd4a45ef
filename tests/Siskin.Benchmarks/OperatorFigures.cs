using System.Globalization;
using System.Text.Json;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;
using Siskin.EndToEnd.Tests.Harness;
using Siskin.Runtime.Bundles;

namespace Siskin.Benchmarks;

/// <summary>
/// Where the time of a text-only encoder-decoder's graphs goes, by operator, as ONNX Runtime's profile tells it.
/// </summary>
/// <param name="bundle">Its folder.</param>
/// <param name="variant">Its variant.</param>
/// <param name="threads">Threads that compute.</param>
internal sealed class OperatorFigures(string bundle, string variant, int threads)
{
    private const int Steps = 64;

    /// <summary>Of encoder and decoder: milliseconds of a run by operator, the largest first.</summary>
    /// <param name="input">Text tokens.</param>
    /// <param name="runs">Runs of the encoder; each is followed by 64 steps.</param>
    public IReadOnlyList<(string Graph, IReadOnlyList<(string Operator, double Milliseconds)> Parts)> Measure(
        int input,
        int runs
    )
    {
        var opened = BundleReader.Open(bundle);
        var model = opened.Manifest.Model;
        var graphs = opened.Manifest.Variants.First(one => one.Id == variant);
        using var folder = new ScratchFolder();
        using var options = new SessionOptions { IntraOpNumThreads = threads, EnableMemoryPattern = false };
        options.AddSessionConfigEntry("session.x64quantprecision", "1");
        // The file's name is taken over when profiling is switched on.
        options.ProfileOutputPathPrefix = folder.File("encoder");
        options.EnableProfiling = true;
        using var encoder = new InferenceSession(Path.Combine(bundle, graphs.Encoder!), options);
        options.ProfileOutputPathPrefix = folder.File("decoder");
        options.EnableProfiling = true;
        using var decoder = new InferenceSession(Path.Combine(bundle, graphs.Decoder), options);
        using var run = new RunOptions();
        var ids = Enumerable.Range(0, input).Select(i => 5L + (i % 200)).ToArray();
        for (var i = 0; i < runs; i++)
        {
            using var text = OrtValue.CreateTensorValueFromMemory(ids, [1, input]);
            using var cross = encoder.Run(run, [TensorNames.InputIds], [text], encoder.OutputNames);
            Step(decoder, model, [.. encoder.OutputNames.Zip(cross)], run);
        }
        return
        [
            ($"encoder, {input} tokens", Parts(encoder.EndProfiling(), runs)),
            ("decoder, a step", Parts(decoder.EndProfiling(), runs * Steps)),
        ];
    }

    private static void Step(
        InferenceSession decoder,
        ModelShape model,
        IReadOnlyList<(string Name, OrtValue Value)> cross,
        RunOptions run
    )
    {
        using var binding = decoder.CreateIoBinding();
        var (token, position, total) = (new long[1], new int[1], new int[1]);
        var logits = new float[model.VocabSize];
        List<OrtValue> bound =
        [
            OrtValue.CreateTensorValueFromMemory(token, [1, 1]),
            OrtValue.CreateTensorValueFromMemory(position, [1]),
            OrtValue.CreateTensorValueFromMemory(total, []),
            OrtValue.CreateTensorValueFromMemory(logits, [1, 1, model.VocabSize]),
        ];
        binding.BindInput(TensorNames.Token, bound[0]);
        binding.BindInput(TensorNames.Position, bound[1]);
        binding.BindInput(TensorNames.TotalLength, bound[2]);
        binding.BindOutput(TensorNames.Logits, bound[3]);
        foreach (var (name, value) in cross)
            binding.BindInput(name, value);
        for (var layer = 0; layer < model.DecoderLayers; layer++)
        {
            foreach (
                var (past, present) in new[]
                {
                    (TensorNames.PastKey, TensorNames.PresentKey),
                    (TensorNames.PastValue, TensorNames.PresentValue),
                }
            )
            {
                var buffer = OrtValue.CreateAllocatedTensorValue(
                    OrtAllocator.DefaultInstance,
                    TensorElementType.Float,
                    [1, model.KvHeads, model.MaxOutputTokens, model.HeadDim]
                );
                bound.Add(buffer);
                binding.BindInput(string.Format(CultureInfo.InvariantCulture, past, layer), buffer);
                binding.BindOutput(string.Format(CultureInfo.InvariantCulture, present, layer), buffer);
            }
        }
        for (var i = 0; i < Steps; i++)
        {
            (token[0], position[0], total[0]) = (5 + i, i, i + 1);
            decoder.RunWithBinding(run, binding);
        }
        bound.ForEach(value => value.Dispose());
    }

    // Events of one kind: the kernel of a node, with the name of its operator, in microseconds.
    private static (string, double)[] Parts(string profile, int runs)
    {
        using var json = JsonDocument.Parse(File.ReadAllBytes(profile));
        return
        [
            .. json
                .RootElement.EnumerateArray()
                .Where(one => one.GetProperty("cat").GetString() == "Node")
                .Where(one => one.GetProperty("name").GetString()!.EndsWith("_kernel_time", StringComparison.Ordinal))
                .GroupBy(one => one.GetProperty("args").GetProperty("op_name").GetString()!)
                .Select(group => (group.Key, group.Sum(one => one.GetProperty("dur").GetDouble()) / 1000 / runs))
                .OrderByDescending(part => part.Item2),
        ];
    }
}
