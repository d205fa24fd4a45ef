using Siskin.Models.Architecture;
using Siskin.Runtime.Inference.Text;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Siskin.Models.Detection;

/// <summary>
/// Says for each cell of a frame whether it lies in a row of digits that is an instrument's reading, how high that row
/// is and in which direction it is read. Convolutions halve the frame four times; residual ones with growing gaps
/// between the pixels that they see (Yu and Koltun, 2016, "Multi-Scale Context Aggregation by Dilated Convolutions")
/// look around there, and what they see is brought back to a quarter of the frame's resolution beside what was seen on
/// the way (Ronneberger et al., 2015, "U-Net"). It takes frames of any size that is a multiple of
/// <see cref="RowDetector.Multiple"/>.
/// </summary>
internal sealed class DetectorNetwork : nn.Module<Tensor, Tensor>
{
    /// <summary>Pixels of a frame are given in levels of 0 to 1, three colours.</summary>
    public const int Channels = RowDetector.Channels;

    /// <summary>What is told of each cell: a score, the logarithm of the height, cosine and sine of the turn.</summary>
    public const int Outputs = DetectedRows.Planes;

    /// <summary>Pixels of a cell's side.</summary>
    public const int Stride = DetectedRows.Stride;

    // Channels at a half, a quarter and at less of the resolution. Multiples of 16: with others oneDNN's convolutions
    // of libtorch 2.10 gave NaN now and then.
    private const int Half = 16,
        Quarter = 32,
        Width = 48;

    private static readonly int[] Dilations = [1, 2, 4, 2];

    /// <summary>Convolutions of three by three pixels; those of <see cref="lateral"/> and the head are of one.</summary>
    public ModuleList<Conv2d> layers { get; }

    /// <summary>Norms of <see cref="layers"/>.</summary>
    public ModuleList<BatchNorm2d> norms { get; }

    /// <summary>From a coarser to a finer resolution: what comes up, and what was seen on the way.</summary>
    public ModuleList<Conv2d> lateral { get; }

    /// <summary>What is told of each cell.</summary>
    public Conv2d head { get; }

    /// <summary>A network without experience.</summary>
    public DetectorNetwork()
        : base(nameof(DetectorNetwork))
    {
        layers = nn.ModuleList<Conv2d>();
        norms = nn.ModuleList<BatchNorm2d>();
        foreach (var layer in Layers)
        {
            layers.Add(nn.Conv2d(layer.From, layer.To, 3, layer.Stride, layer.Dilation, layer.Dilation, bias: false));
            var norm = nn.BatchNorm2d(layer.To);
            nn.init.ones_(norm.weight!);
            nn.init.zeros_(norm.bias!);
            norms.Add(norm);
        }

        lateral = nn.ModuleList<Conv2d>(
            nn.Conv2d(Width, Width, 1),
            nn.Conv2d(Width, Width, 1),
            nn.Conv2d(Width, Quarter, 1),
            nn.Conv2d(Quarter, Quarter, 1)
        );
        head = nn.Conv2d(Quarter, Outputs, 1);
        register_module(nameof(layers), layers);
        register_module(nameof(norms), norms);
        register_module(nameof(lateral), lateral);
        register_module(nameof(head), head);
        Initialize();
    }

    /// <summary>The convolutions of three by three, in the order in which they are used.</summary>
    public static IReadOnlyList<DetectorLayer> Layers { get; } =
    [
        new(Channels, Half, Stride: 2),
        new(Half, Quarter, Stride: 2),
        new(Quarter, Quarter, IsResidual: true),
        new(Quarter, Width, Stride: 2),
        new(Width, Width, IsResidual: true),
        new(Width, Width, Stride: 2),
        .. Dilations.Select(dilation => new DetectorLayer(Width, Width, Dilation: dilation, IsResidual: true)),
        new(Width, Width),
        new(Quarter, Quarter),
    ];

    /// <summary>Layers down to a quarter and an eighth of the resolution, and those before what comes up.</summary>
    public const int ToQuarter = 3,
        ToEighth = 5;

    /// <summary>Layers before the two that follow what comes up.</summary>
    public static int ToSixteenth => Layers.Count - 2;

    /// <summary>Number of weights.</summary>
    public long CountParameters() => parameters().Sum(p => p.numel());

    /// <param name="frames">(B, 3, H, W), colours of 0 to 1</param>
    /// <returns>(B, 4, H / 4, W / 4), see <see cref="Outputs"/>.</returns>
    public override Tensor forward(Tensor frames)
    {
        using var scope = NewDisposeScope();
        var quarter = Run(frames, 0, ToQuarter); // (B, 32, H / 4, W / 4)
        var eighth = Run(quarter, ToQuarter, ToEighth); // (B, 48, H / 8, W / 8)
        var deep = Run(eighth, ToEighth, ToSixteenth); // (B, 48, H / 16, W / 16)
        var up = Larger(lateral[0].forward(deep)).Plus(lateral[1].forward(eighth));
        up = Run(nn.functional.relu(up), ToSixteenth, ToSixteenth + 1); // (B, 48, H / 8, W / 8)
        up = Larger(lateral[2].forward(up)).Plus(lateral[3].forward(quarter));
        up = Run(nn.functional.relu(up), ToSixteenth + 1, Layers.Count); // (B, 32, H / 4, W / 4)
        return head.forward(up).MoveToOuterDisposeScope();
    }

    private Tensor Run(Tensor seen, int from, int to)
    {
        for (var i = from; i < to; i++)
        {
            var next = nn.functional.relu(norms[i].forward(layers[i].forward(seen)));
            seen = Layers[i].IsResidual ? seen.Plus(next) : next;
        }

        return seen;
    }

    private static Tensor Larger(Tensor seen) =>
        nn.functional.interpolate(seen, scale_factor: [2, 2], mode: InterpolationMode.Nearest);

    // Hardly anything is a row of digits.
    private void Initialize()
    {
        using var noGrad = no_grad();
        nn.init.normal_(head.weight, 0, 0.05);
        nn.init.zeros_(head.bias!);
        head.bias!.narrow(0, 0, 1).fill_((-3.0).ToScalar());
    }
}

/// <summary>One convolution of three by three pixels.</summary>
/// <param name="From">Channels that it sees.</param>
/// <param name="To">Channels that it makes.</param>
/// <param name="Stride">2 where it halves the resolution.</param>
/// <param name="Dilation">How far apart the pixels are that it sees.</param>
/// <param name="IsResidual">Whether what it makes is added to what it saw.</param>
internal sealed record DetectorLayer(int From, int To, int Stride = 1, int Dilation = 1, bool IsResidual = false);
