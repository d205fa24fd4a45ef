using System.Globalization;
using Siskin.Runtime.Providers;

namespace Siskin.Agent.Configuration;

/// <summary>
/// Reads the section of an accelerator, <c>[qnn]</c>: how it is reached and watched, and the options of its provider.
/// </summary>
internal static class NpuReader
{
    public static NpuSection Read(SectionReader section, ExecutionProvider provider, string folder)
    {
        // Whether it exists is seen when it is used: with "auto" a missing one is a reason to fall back, not to fail.
        var library = section.Text("library", null, value => value.Length == 0 ? "the path of a library" : null);
        var min = section.Integer("retry_min_s", 5, 1, 86_400);
        var max = section.Integer("retry_max_s", Math.Max(300, min), 1, 86_400);
        if (max < min)
            section.AddError("retry_max_s", $"{max} is less than retry_min_s = {min}.");
        return new NpuSection(
            library is null ? null : Path.Combine(folder, library),
            Options(section, provider, folder),
            TimeSpan.FromSeconds(section.Integer("canary_interval_s", 300, 0, 86_400)),
            TimeSpan.FromSeconds(min),
            TimeSpan.FromSeconds(max),
            TimeSpan.FromMilliseconds(section.Integer("longest_answer_ms", 5_000, 10, 3_600_000)),
            (long)section.Integer("left_behind_mb", 512, 1, 1 << 20) << 20
        );
    }

    private static SortedDictionary<string, string> Options(
        SectionReader section,
        ExecutionProvider provider,
        string folder
    )
    {
        var options = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var option in provider.Options)
        {
            if (section.Has(option.Name) && Read(section, option, folder) is { } value)
                options.Add(option.Name, value);
        }
        return options;
    }

    private static string? Read(SectionReader section, ProviderOption option, string folder) =>
        option.Kind switch
        {
            ProviderOptionKind.File => section.Text(
                option.Name,
                null,
                value => File.Exists(Path.Combine(folder, value)) ? null : "a file that exists"
            )
                is { } file
                ? Path.Combine(folder, file)
                : null,
            ProviderOptionKind.Choice => section.Choice<string?>(
                option.Name,
                null,
                [.. option.Choices.Select(choice => (choice, (string?)choice))]
            ),
            ProviderOptionKind.Number => section
                .OptionalInteger(option.Name, option.Range.Min, option.Range.Max)
                ?.ToString(CultureInfo.InvariantCulture),
            ProviderOptionKind.Flag => section.Flag(option.Name, false) ? "1" : "0",
            _ => throw new ArgumentOutOfRangeException(nameof(option), option.Kind, null),
        };
}
