using System.Globalization;
using System.Text.Json;
using Siskin.Agent.Models;
using Siskin.Runtime.Bundles;
using Siskin.Runtime.Inference;
using Siskin.Runtime.Vision;

namespace Siskin.Agent.Commands;

/// <summary><c>siskin bench --versus</c>: two bundles on this machine, in turn.</summary>
/// <param name="Input">Lengths of the input.</param>
/// <param name="Output">Tokens of each answer.</param>
/// <param name="Image">Frame to use, or null for a made one.</param>
internal sealed record VersusCommand(IReadOnlyList<int> Input, int Output, int WarmUp, int Runs, FileInfo? Image)
{
    /// <summary>Measures and prints.</summary>
    /// <param name="one">Folder of the first bundle and its options.</param>
    /// <param name="other">Those of the second.</param>
    /// <param name="json">Whether to print JSON.</param>
    /// <param name="cancellation">Gives up.</param>
    public void Run(
        (string Folder, EngineOptions Options) one,
        (string Folder, EngineOptions Options) other,
        bool json,
        CancellationToken cancellation
    )
    {
        var frame = InputFile.ReadBytes(Image);
        var first = Open(one.Folder, one.Options);
        using var firstModel = first.Model;
        var second = Open(other.Folder, other.Options);
        using var secondModel = second.Model;
        var report = new VersusBench([first, second], Output, frame).Run(Input, WarmUp, Runs, cancellation);
        if (json)
            Terminal.Text.WriteLine(JsonSerializer.Serialize(report, CommandJson.Default.VersusReport));
        else
            VersusTable.Write(report, Terminal.Out);
    }

    private VersusSide Open(string folder, EngineOptions options)
    {
        var bundle = BundleReader.Open(folder);
        var model = EngineModel.Load(bundle, options, FrameLimits.Default, TimeProvider.System);
        var variant = bundle.Variant(model.Description.Variant);
        return new VersusSide(
            model,
            bundle.Manifest.Model,
            variant.Precision,
            input => PeakMemory.OfBench(Arguments(folder, variant.Id, options, input))
        );
    }

    private IEnumerable<string> Arguments(string folder, string variant, EngineOptions options, int input)
    {
        string[] arguments =
        [
            .. (string[])["--bundle", folder, "--variant", variant, "--runs", "1", "--warm-up", "0"],
            .. (string[])["--input-tokens", Text(input), "--output-tokens", Text(Output)],
            .. (string[])["--threads", Text(options.Threads), "--workers", "1"],
            .. (string[])
                [
                    "--lookahead",
                    options.Lookahead is { } on
                        ? on
                            ? "on"
                            : "off"
                        : "auto",
                ],
            .. options.Providers.SelectMany(provider => new[] { $"--{provider.Key}-library", provider.Value.Library }),
        ];
        return Image is null ? arguments : [.. arguments, "--image", Image.FullName];
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
