using System.Globalization;

namespace Siskin.EndToEnd.Tests.Harness;

/// <summary>What the scripts set to make a short test long.</summary>
internal static class Setting
{
    /// <summary>A whole number from the environment.</summary>
    public static int Of(string name, int fallback) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), CultureInfo.InvariantCulture, out var value)
            ? value
            : fallback;
}
