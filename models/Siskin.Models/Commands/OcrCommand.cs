using System.CommandLine;
using Siskin.Models.Export;
using Siskin.Runtime.Bundles;

namespace Siskin.Models.Commands;

/// <summary>
/// <c>siskin-models ocr BUNDLE</c>: puts graphs that others trained to find and read print into a bundle, which help
/// where the model is not sure of a reading. Signatures come after it.
/// </summary>
internal static class OcrCommand
{
    /// <summary>What stands on counters, displays and the dials of gauges: numbers and units.</summary>
    private const string Printed = "0123456789.,:-+/%°ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz²μΩ()=×";

    private static readonly Argument<string> Folder = new("bundle") { Description = "Folder of the bundle." };
    private static readonly Option<FileInfo> Recognition = new("--recognition")
    {
        Description =
            "ONNX file of the graph that reads a line of 48 pixels height, with one class for each character.",
        Required = true,
    };
    private static readonly Option<FileInfo> Dictionary = new("--dictionary")
    {
        Description = "Its characters, one a line, in the order of the classes behind the blank.",
        Required = true,
    };
    private static readonly Option<string> Characters = new("--characters")
    {
        Description = "The characters that the bundle's graph is to know.",
        DefaultValueFactory = _ => Printed,
    };
    private static readonly Option<FileInfo?> Detection = new("--detection")
    {
        Description = "ONNX file of the graph that tells for each pixel whether it is of a text.",
    };
    private static readonly Option<FileInfo?> Notice = new("--notice")
    {
        Description =
            "File whose text is added to the bundle's NOTICE: whose graphs they are, and under which licence.",
    };
    private static readonly Option<FileInfo?> License = new("--license")
    {
        Description = "File with the text of that licence, which goes into the bundle.",
    };

    /// <summary>The command.</summary>
    public static Command Create()
    {
        var command = new Command("ocr", "Put graphs that read print into a bundle.")
        {
            Folder,
            Recognition,
            Dictionary,
            Characters,
            Detection,
            Notice,
            License,
        };
        command.SetAction(arguments =>
            CommandErrors.Report(() =>
            {
                var folder = arguments.GetRequiredValue(Folder);
                var manifest = ChangedBundle.Write(folder, () => Write(folder, arguments));
                foreach (var file in manifest.Ocr!.Graphs)
                    Console.WriteLine($"{file}: {new FileInfo(Path.Combine(folder, file)).Length:N0} bytes");
                return 0;
            })
        );
        return command;
    }

    private static BundleManifest Write(string folder, ParseResult arguments) =>
        OcrBundle.Write(
            BundleReader.Open(folder),
            arguments.GetRequiredValue(Recognition).FullName,
            File.ReadAllLines(arguments.GetRequiredValue(Dictionary).FullName),
            arguments.GetRequiredValue(Characters),
            arguments.GetValue(Detection)?.FullName,
            new OcrRights(
                arguments.GetValue(Notice) is { } notice ? File.ReadAllText(notice.FullName) : null,
                arguments.GetValue(License)?.FullName
            )
        );
}
