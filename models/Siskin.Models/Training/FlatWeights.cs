using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Siskin.Models.Training;

/// <summary>
/// The weights of a network in one block of memory and their gradients in another; the network's own tensors are views
/// of them. What concerns every weight (sums over replicas, clipping, moments) is then one operation instead of one for
/// each of some hundred small tensors, which on a GPU would take longer than the training itself. Matrices of one size
/// lie side by side, so that they are also one batch of matrices.
/// </summary>
public sealed class FlatWeights : IDisposable
{
    private readonly List<Entry> _entries = [];
    private readonly List<MatrixBlock> _matrices = [];

    /// <summary>Moves the weights of a network, on the device on which they are.</summary>
    public FlatWeights(nn.Module network)
    {
        using var noGrad = no_grad();
        var named = network.named_parameters().Select(p => (p.name, p.parameter)).ToList();
        long offset = 0;
        foreach (var group in named.Where(p => IsMatrix(p.name, p.parameter)).GroupBy(p => MatrixSize(p.parameter)))
        {
            _matrices.Add(new MatrixBlock(offset, group.Count(), group.Key.Rows, group.Key.Columns));
            foreach (var (name, parameter) in group)
                offset = Place(name, parameter, offset);
        }
        MatrixValues = offset;
        foreach (var (name, parameter) in named.Where(p => !IsMatrix(p.name, p.parameter)))
            offset = Place(name, parameter, offset);

        using var scope = NewDisposeScope();
        Values = cat([.. _entries.Select(entry => entry.Parameter.detach().flatten())]).DetachFromDisposeScope();
        Gradients = zeros_like(Values).DetachFromDisposeScope();
        foreach (var entry in _entries)
        {
            entry.Parameter.set_(View(Values, entry));
            entry.Parameter.grad = View(Gradients, entry);
        }
    }

    /// <summary>Every weight, (N).</summary>
    public Tensor Values { get; }

    /// <summary>Every gradient in the order of <see cref="Values"/>, (N). A backward pass adds to it.</summary>
    public Tensor Gradients { get; }

    /// <summary>
    /// Matrices and convolution kernels (as matrices of their output channels): the first <see cref="MatrixValues"/>
    /// values.
    /// </summary>
    public IReadOnlyList<MatrixBlock> Matrices => _matrices;

    /// <summary>Number of values in <see cref="Matrices"/>; embeddings, norms and biases follow.</summary>
    public long MatrixValues { get; }

    /// <summary>Number of all values.</summary>
    public long Count => Values.numel();

    /// <summary>
    /// The part of a tensor laid out like <see cref="Values"/> that belongs to each weight, in that weight's shape.
    /// </summary>
    /// <param name="flat">(N), or with <paramref name="from"/> only the values from there on.</param>
    /// <param name="from">0 or <see cref="MatrixValues"/>.</param>
    public IEnumerable<(string Name, Tensor View)> Split(Tensor flat, long from = 0) =>
        _entries
            .Where(entry => entry.Offset >= from && entry.Offset + entry.Parameter.numel() <= from + flat.numel())
            .Select(entry => (entry.Name, View(flat, entry, from)));

    private static Tensor View(Tensor flat, Entry entry, long from = 0) =>
        flat.narrow(0, entry.Offset - from, entry.Parameter.numel()).view(entry.Parameter.shape);

    /// <summary>Whether a weight is one of <see cref="Matrices"/>.</summary>
    internal static bool IsMatrix(string name, Parameter weight) =>
        weight.dim() is 2 or 4 && !name.Contains("embedding", StringComparison.Ordinal);

    private static (long Rows, long Columns) MatrixSize(Parameter weight) =>
        (weight.shape[0], weight.numel() / weight.shape[0]);

    private long Place(string name, Parameter parameter, long offset)
    {
        _entries.Add(new Entry(name, parameter, offset));
        return offset + parameter.numel();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Values.Dispose();
        Gradients.Dispose();
    }

    private sealed record Entry(string Name, Parameter Parameter, long Offset);
}

/// <summary>
/// Matrices of one size side by side: <paramref name="Count"/> of (<paramref name="Rows"/>,
/// <paramref name="Columns"/>).
/// </summary>
/// <param name="Offset">Place of the first value.</param>
/// <param name="Count">Number of matrices.</param>
/// <param name="Rows">Output channels.</param>
/// <param name="Columns">Input channels, times the kernel's size.</param>
public readonly record struct MatrixBlock(long Offset, int Count, long Rows, long Columns)
{
    /// <summary>The block's part of a tensor laid out like the weights, (count, rows, columns).</summary>
    public Tensor Of(Tensor flat) => flat.narrow(0, Offset, Count * Rows * Columns).view(Count, Rows, Columns);
}
