using System.Globalization;

namespace Siskin.Agent.Sensors;

/// <summary>
/// Files of <c>/sys</c>: one line each. One that vanishes, or whose sensor is switched off or does not answer, reads as
/// absent, because an unplugged sensor is no fault of the agent.
/// </summary>
internal static class SysfsFile
{
    public static string? ReadText(string path)
    {
        try
        {
            return File.ReadAllText(path).Trim();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    public static double? ReadNumber(string path) =>
        double.TryParse(ReadText(path), NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
        && double.IsFinite(number)
            ? number
            : null;

    /// <summary>Folders below <paramref name="path"/> whose names start so, by their number.</summary>
    public static IReadOnlyList<string> Folders(string path, string start)
    {
        try
        {
            // By length first: hwmon2 comes before hwmon10.
            return Directory.Exists(path)
                ?
                [
                    .. Directory
                        .GetDirectories(path, start + "*")
                        .OrderBy(folder => folder.Length)
                        .ThenBy(folder => folder, StringComparer.Ordinal),
                ]
                : [];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    /// <summary>Names of the files in <paramref name="path"/>, in a fixed order.</summary>
    public static IReadOnlyList<string> Files(string path)
    {
        try
        {
            return [.. Directory.GetFiles(path).Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal)];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }
}
