using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Siskin.Runtime.Bundles;
using Siskin.Runtime.Inference;
using Siskin.Runtime.Text;
using Siskin.Runtime.Vision;
using Xunit;

namespace Siskin.Runtime.Tests;

/// <summary>The library's folders have an order, so that none uses, by whatever way, one that uses it.</summary>
public sealed partial class FolderOrderTests
{
    // Each uses those in front of it only; the first one is the library's own folder.
    private static readonly string[] Order =
    [
        "",
        "Toml",
        "Providers",
        "Bundles",
        "Text",
        "Vision",
        "Signals",
        "Inference",
    ];

    private static readonly Type[] Types =
    [
        .. typeof(InferenceEngine).Assembly.GetTypes().Where(type => FolderOf(type) is not null),
    ];

    [Fact]
    public void A_folder_uses_only_those_in_front_of_it() =>
        Assert.Empty(
            from type in Types
            from used in TypeUse.Of(type)
            where FolderOf(used) is not null && Place(FolderOf(used)!) > Place(FolderOf(type)!)
            select $"{type} uses {used}"
        );

    // What the compiler puts in place of a name, a constant or nameof, is in no instruction.
    [Fact]
    public void A_source_file_names_only_folders_in_front_of_its_own() =>
        Assert.Empty(
            from file in Directory.EnumerateFiles(Source(), "*.cs", SearchOption.AllDirectories)
            let parts = Path.GetRelativePath(Source(), file).Split(Path.DirectorySeparatorChar)
            where parts[0] is not ("obj" or "bin")
            from name in FolderName()
                .Matches(Comment().Replace(File.ReadAllText(file), ""))
                .Select(match => match.Groups[1].Value + match.Groups[2].Value)
            where Order.Contains(name) && Place(name) > Place(parts.Length == 1 ? "" : parts[0])
            select $"{file} names {name}"
        );

    [Fact]
    public void What_a_type_uses_is_seen_where_no_source_file_names_it()
    {
        Assert.Contains(typeof(Rejection), TypeUse.Of(typeof(Responder))); // of a signature
        Assert.Contains(typeof(PromptLayout), TypeUse.Of(typeof(Responder))); // of a call
        Assert.Contains(typeof(VisionShape), TypeUse.Of(typeof(FrameDecoder))); // of a parameter
        Assert.DoesNotContain(typeof(BundleKey), TypeUse.Of(typeof(Responder)));
    }

    private static string? FolderOf(Type type) =>
        type.Namespace is { } name
        && (name == "Siskin.Runtime" || name.StartsWith("Siskin.Runtime.", StringComparison.Ordinal))
            ? name.Split('.').ElementAtOrDefault(2) ?? ""
            : null;

    private static int Place(string folder) =>
        Array.IndexOf(Order, folder) is >= 0 and var place
            ? place
            : throw new InvalidOperationException($"{folder} has no place in the order.");

    private static string Source([CallerFilePath] string test = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(test)!, "..", "..", "agent", "Siskin.Runtime"));

    [GeneratedRegex(@"Siskin\.Runtime\.(\w+)|(?<![\w.])(\w+)(?=\.[A-Z])")]
    private static partial Regex FolderName();

    [GeneratedRegex("//[^\n]*")]
    private static partial Regex Comment();
}
