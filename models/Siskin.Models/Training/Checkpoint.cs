using System.Text.Json;
using Siskin.Models.Architecture;
using TorchSharp;

namespace Siskin.Models.Training;

/// <summary>
/// A folder from which a run resumes and an export reads: weights, moments, sizes and the place in the data.
/// </summary>
/// <param name="Step">Optimizer steps taken.</param>
/// <param name="SamplesDrawn">Samples taken from the synthesizers; a resumed run goes on behind them. The few that
/// waited for a group to fill, and the frames kept for another use, are not part of a checkpoint: a resumed run does
/// without them.
/// </param>
/// <param name="Model">Sizes of the network.</param>
public sealed record Checkpoint(int Step, long SamplesDrawn, ModelOptions Model)
{
    private const string StateFile = "checkpoint.json";
    private const string WeightsFile = "weights.safetensors";
    private const string MomentsFile = "moments.safetensors";
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    /// <summary>
    /// Writes the checkpoint; an older one in the folder is replaced only when the new one is complete.
    /// </summary>
    public void Save(string folder, Network network, MuonAdamW? optimizer)
    {
        var temporary = Partial(folder);
        if (Directory.Exists(temporary))
            Directory.Delete(temporary, recursive: true);
        Directory.CreateDirectory(temporary);
        TensorFile.Write(
            Path.Combine(temporary, WeightsFile),
            network.named_parameters().Select(p => (p.name, (TorchSharp.torch.Tensor)p.parameter))
        );
        if (optimizer is not null)
            TensorFile.Write(Path.Combine(temporary, MomentsFile), optimizer.State());
        File.WriteAllText(Path.Combine(temporary, StateFile), JsonSerializer.Serialize(this, Indented));
        var old = Older(folder);
        if (Directory.Exists(old))
            Directory.Delete(old, recursive: true);
        if (Directory.Exists(folder))
            Directory.Move(folder, old);
        Directory.Move(temporary, folder);
        if (Directory.Exists(old))
            Directory.Delete(old, recursive: true);
    }

    /// <summary>Puts a checkpoint back in its place when the process ended in the middle of replacing it.</summary>
    public static void Recover(string folder)
    {
        if (Directory.Exists(folder))
            return;
        // Its state is written last: with it the newer one is complete.
        if (Exists(Partial(folder)))
            Directory.Move(Partial(folder), folder);
        else if (Directory.Exists(Older(folder)))
            Directory.Move(Older(folder), folder);
    }

    private static string Partial(string folder) => folder + ".part";

    private static string Older(string folder) => folder + ".old";

    /// <summary>True when the folder holds a checkpoint.</summary>
    public static bool Exists(string folder) => File.Exists(Path.Combine(folder, StateFile));

    /// <summary>Reads what the checkpoint says of itself.</summary>
    /// <exception cref="InvalidDataException">The folder holds no checkpoint, or a damaged one.</exception>
    public static Checkpoint Read(string folder)
    {
        var path = Path.Combine(folder, StateFile);
        if (!File.Exists(path))
            throw new InvalidDataException($"{folder}: no checkpoint here ({StateFile} is missing)");
        try
        {
            return JsonSerializer.Deserialize<Checkpoint>(File.ReadAllText(path))
                ?? throw new InvalidDataException($"{path}: empty");
        }
        catch (JsonException error)
        {
            throw new InvalidDataException($"{path}: damaged: {error.Message}", error);
        }
    }

    /// <summary>Builds the network of a checkpoint with its weights.</summary>
    public static Network LoadNetwork(string folder)
    {
        var network = Network.Create(Read(folder).Model);
        LoadWeights(folder, network);
        return network;
    }

    /// <summary>Copies the weights into a network of the same sizes.</summary>
    public static void LoadWeights(string folder, Network network) =>
        TensorFile.CopyInto(
            Path.Combine(folder, WeightsFile),
            network.named_parameters().Select(p => (p.name, (TorchSharp.torch.Tensor)p.parameter))
        );

    /// <summary>Moves weights towards those of another checkpoint of the same sizes.</summary>
    /// <param name="folder">The other checkpoint.</param>
    /// <param name="network">Its weights w become (1 - share) w + share v.</param>
    /// <param name="share">0..1</param>
    public static void BlendWeights(string folder, Network network, double share)
    {
        using var other = LoadNetwork(folder);
        using var noGrad = TorchSharp.torch.no_grad();
        foreach (var (weight, towards) in network.parameters().Zip(other.parameters()))
        {
            using var difference = towards.Minus(weight);
            using var factor = share.ToScalar();
            weight.add_(difference, factor);
        }
    }

    /// <summary>A network with the mean of the weights of checkpoints of the same sizes.</summary>
    public static Network Average(IReadOnlyList<string> folders) =>
        Average([.. folders.Select(folder => (folder, 1.0))]);

    /// <summary>A network with the weighted mean of the weights of checkpoints of the same sizes.</summary>
    /// <param name="parts">Folders, and how much each counts: positive, of any sum.</param>
    public static Network Average(IReadOnlyList<(string Folder, double Weight)> parts)
    {
        var network = LoadNetwork(parts[0].Folder);
        var sum = parts[0].Weight;
        foreach (var (folder, weight) in parts.Skip(1))
        {
            sum += weight;
            BlendWeights(folder, network, weight / sum);
        }
        return network;
    }

    /// <summary>Copies the moments into an optimizer of the same weights.</summary>
    public static void LoadMoments(string folder, MuonAdamW optimizer, int step)
    {
        TensorFile.CopyInto(Path.Combine(folder, MomentsFile), optimizer.State());
        optimizer.Resume(step);
    }
}
