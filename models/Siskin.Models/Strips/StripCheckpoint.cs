using System.Text.Json;
using Siskin.Models.Training;
using static TorchSharp.torch;

namespace Siskin.Models.Strips;

/// <summary>A folder from which the training of a <see cref="StripNetwork"/> resumes and an export reads.</summary>
/// <param name="Step">Steps taken.</param>
/// <param name="Options">Sizes of the network.</param>
internal sealed record StripCheckpoint(int Step, StripOptions Options)
{
    private const string StateFile = "strip.json";
    private const string WeightsFile = "weights.safetensors";
    private const string MomentsFile = "moments.safetensors";
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    /// <summary>Writes it; the files of an older one are replaced one by one, its state last.</summary>
    public void Save(string folder, StripNetwork network, MuonAdamW? optimizer)
    {
        Directory.CreateDirectory(folder);
        TensorFile.Write(Path.Combine(folder, WeightsFile), Weights(network));
        if (optimizer is not null)
            TensorFile.Write(Path.Combine(folder, MomentsFile), optimizer.State());
        var state = Path.Combine(folder, StateFile);
        File.WriteAllText(state + ".part", JsonSerializer.Serialize(this, Indented));
        File.Move(state + ".part", state, overwrite: true);
    }

    /// <summary>True when the folder holds one.</summary>
    public static bool Exists(string folder) => File.Exists(Path.Combine(folder, StateFile));

    /// <summary>Reads what it says of itself.</summary>
    /// <exception cref="InvalidDataException">The folder holds none, or a damaged one.</exception>
    public static StripCheckpoint Read(string folder)
    {
        var path = Path.Combine(folder, StateFile);
        if (!File.Exists(path))
            throw new InvalidDataException($"{folder}: no checkpoint here ({StateFile} is missing)");
        try
        {
            return JsonSerializer.Deserialize<StripCheckpoint>(File.ReadAllText(path))
                ?? throw new InvalidDataException($"{path}: empty");
        }
        catch (JsonException error)
        {
            throw new InvalidDataException($"{path}: damaged: {error.Message}", error);
        }
    }

    /// <summary>The network with the weights of a checkpoint.</summary>
    /// <exception cref="InvalidDataException">The folder holds none, or a damaged one.</exception>
    public static StripNetwork LoadNetwork(string folder)
    {
        var network = new StripNetwork(Read(folder).Options);
        Load(folder, network);
        network.eval();
        return network;
    }

    /// <summary>Copies its weights into a network of the same sizes.</summary>
    /// <exception cref="InvalidDataException">The folder holds none, or one of other sizes.</exception>
    public static StripCheckpoint Load(string folder, StripNetwork network)
    {
        var checkpoint = Read(folder);
        TensorFile.CopyInto(Path.Combine(folder, WeightsFile), Weights(network));
        return checkpoint;
    }

    /// <summary>Copies the moments into an optimizer of the same weights.</summary>
    internal static void LoadMoments(string folder, MuonAdamW optimizer, int step)
    {
        TensorFile.CopyInto(Path.Combine(folder, MomentsFile), optimizer.State());
        optimizer.Resume(step);
    }

    private static IEnumerable<(string Name, Tensor Value)> Weights(StripNetwork network) =>
        network.named_parameters().Select(p => (p.name, (Tensor)p.parameter));
}
