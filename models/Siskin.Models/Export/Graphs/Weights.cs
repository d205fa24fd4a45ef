using TorchSharp;

namespace Siskin.Models.Export.Graphs;

/// <summary>One weight of a network: its content in row-major order and its dimensions.</summary>
internal sealed record Weight(float[] Values, long[] Dims);

/// <summary>
/// The weights of a network by name (<c>encoder.layers.0.self_attn.q_proj.weight</c>). Notes which ones the graphs
/// took, so that a weight the exporter does not know cannot be left out in silence.
/// </summary>
/// <param name="weights">Every weight by its registered name.</param>
internal sealed class Weights(IReadOnlyDictionary<string, Weight> weights)
{
    private readonly HashSet<string> _used = [];

    /// <summary>
    /// Copies the parameters of a module. <c>state_dict</c> would list them again under the names of the properties'
    /// backing fields, which TorchSharp also registers.
    /// </summary>
    public static Weights Of(torch.nn.Module module)
    {
        using var scope = torch.NewDisposeScope();
        return new Weights(module.named_parameters().ToDictionary(entry => entry.name, entry => Copy(entry.parameter)));
    }

    /// <summary>The weight of that name.</summary>
    /// <exception cref="KeyNotFoundException">The network has no such weight.</exception>
    public Weight Get(string name)
    {
        _used.Add(name);
        return weights.TryGetValue(name, out var weight)
            ? weight
            : throw new KeyNotFoundException(
                $"the network has no weight '{name}'; it has {weights.Count}, such as '{weights.Keys.FirstOrDefault()}'"
            );
    }

    /// <summary>Whether the network has a weight of that name.</summary>
    public bool Has(string name) => weights.ContainsKey(name);

    /// <summary>Checks that the graphs took every weight.</summary>
    /// <exception cref="InvalidOperationException">Names the weights that no graph uses.</exception>
    public void ThrowIfUnused()
    {
        string[] left = [.. weights.Keys.Except(_used).Order()];
        if (left.Length > 0)
        {
            throw new InvalidOperationException(
                $"no graph uses {left.Length} of the network's weights: {string.Join(", ", left.Take(8))}"
            );
        }
    }

    private static Weight Copy(torch.Tensor tensor)
    {
        var dense = tensor.detach().to(torch.ScalarType.Float32).contiguous();
        return new Weight(dense.data<float>().ToArray(), tensor.shape);
    }

    /// <summary>Linear layers over the same input as one: their rows and biases one behind the other.</summary>
    /// <param name="modules">Names of linear layers, without <c>.weight</c> and <c>.bias</c>.</param>
    internal LinearWeights Pack(params ReadOnlySpan<string> modules)
    {
        var rows = new List<float>();
        var biases = new List<float>();
        var columns = 0;
        foreach (var module in modules)
        {
            var weight = Get($"{module}.weight");
            columns = (int)weight.Dims[1];
            rows.AddRange(weight.Values);
            biases.AddRange(Get($"{module}.bias").Values);
        }

        return new LinearWeights([.. rows], [.. biases], biases.Count, columns);
    }
}

/// <summary>A linear layer: rows (Outputs, Inputs) and one bias per output.</summary>
internal sealed record LinearWeights(float[] Rows, float[] Bias, int Outputs, int Inputs);
