using System.Globalization;
using Siskin.Models.Training;
using static TorchSharp.torch;

namespace Siskin.Models.Detection;

/// <summary>A folder from which the training of a <see cref="DetectorNetwork"/> resumes and an export reads.</summary>
internal static class DetectorCheckpoint
{
    private const string StepFile = "step.txt";
    private const string WeightsFile = "weights.safetensors";
    private const string MomentsFile = "moments.safetensors";

    /// <summary>Writes it; the files of an older one are replaced one by one, its step last.</summary>
    public static void Save(string folder, DetectorNetwork network, int step, MuonAdamW optimizer)
    {
        Directory.CreateDirectory(folder);
        TensorFile.Write(Path.Combine(folder, WeightsFile), Weights(network));
        TensorFile.Write(Path.Combine(folder, MomentsFile), optimizer.State());
        var state = Path.Combine(folder, StepFile);
        File.WriteAllText(state + ".part", step.ToString(CultureInfo.InvariantCulture));
        File.Move(state + ".part", state, overwrite: true);
    }

    /// <summary>True when the folder holds one.</summary>
    public static bool Exists(string folder) => File.Exists(Path.Combine(folder, StepFile));

    /// <summary>The network with the weights of a checkpoint.</summary>
    /// <exception cref="InvalidDataException">The folder holds none, or a damaged one.</exception>
    public static DetectorNetwork LoadNetwork(string folder)
    {
        var network = new DetectorNetwork();
        Load(folder, network);
        network.eval();
        return network;
    }

    /// <summary>Copies its weights into a network.</summary>
    /// <returns>The steps taken.</returns>
    /// <exception cref="InvalidDataException">The folder holds none, or a damaged one.</exception>
    public static int Load(string folder, DetectorNetwork network)
    {
        var path = Path.Combine(folder, StepFile);
        if (!File.Exists(path))
            throw new InvalidDataException($"{folder}: no checkpoint here ({StepFile} is missing)");
        if (!int.TryParse(File.ReadAllText(path), CultureInfo.InvariantCulture, out var step))
            throw new InvalidDataException($"{path}: damaged: no number of steps");
        TensorFile.CopyInto(Path.Combine(folder, WeightsFile), Weights(network));
        return step;
    }

    /// <summary>Copies the moments into an optimizer of the same weights.</summary>
    public static void LoadMoments(string folder, MuonAdamW optimizer, int step)
    {
        TensorFile.CopyInto(Path.Combine(folder, MomentsFile), optimizer.State());
        optimizer.Resume(step);
    }

    // Also what norms have seen on average.
    private static IEnumerable<(string Name, Tensor Value)> Weights(DetectorNetwork network) =>
        network
            .named_parameters()
            .Select(p => (p.name, (Tensor)p.parameter))
            .Concat(
                network.named_buffers().Where(b => b.buffer.dtype == ScalarType.Float32).Select(b => (b.name, b.buffer))
            );
}
