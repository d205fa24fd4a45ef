using System.CommandLine;
using Siskin.Models.Evaluation;
using Siskin.Runtime.Bundles;
using Siskin.Runtime.Vision;

namespace Siskin.Models.Commands;

/// <summary>
/// <c>siskin-models canary BUNDLE</c>: puts a question with a known answer into the bundle, with which the agent checks
/// an NPU. Comes after the last variant was added; signatures come after it.
/// </summary>
internal static class CanaryCommand
{
    private static readonly Argument<string> Folder = new("bundle") { Description = "Folder of the bundle." };
    private static readonly Option<int> Samples = new Option<int>("--samples")
    {
        Description = "Samples to choose from.",
        DefaultValueFactory = _ => 96,
    }.Within(1, 100_000);

    /// <summary>The command.</summary>
    public static Command Create()
    {
        var command = new Command("canary", "Put a question with a known answer into a bundle, to check an NPU with.")
        {
            Folder,
            Samples,
        };
        command.SetAction(
            (arguments, cancellation) =>
                Task.FromResult(
                    CommandErrors.Report(() =>
                    {
                        var canary = Write(
                            arguments.GetRequiredValue(Folder),
                            arguments.GetValue(Samples),
                            cancellation
                        );
                        Console.WriteLine($"{canary.Prompt} {canary.Text}");
                        return 0;
                    })
                )
        );
        return command;
    }

    /// <summary>Chooses the canary and writes it into the bundle.</summary>
    /// <exception cref="InvalidDataException">The variants agree on no sample.</exception>
    public static CanarySample Write(string folder, int samples, CancellationToken cancellation)
    {
        var bundle = BundleReader.Open(folder);
        (var sample, var text) = CanaryChooser.Choose(bundle, samples, cancellation);
        var file = sample.Frame is { } frame ? "canary" + FrameFormat.ExtensionOf(frame) : null;
        if (file is not null)
            File.WriteAllBytes(Path.Combine(bundle.Folder, file), sample.Frame!);
        var canary = new CanarySample(sample.Prompt, text) { Frame = file, Sensors = sample.Sensors };
        BundleWriter.Write(bundle.Folder, bundle.Manifest with { Canary = canary });
        return canary;
    }
}
