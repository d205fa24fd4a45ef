using System.Globalization;

namespace Siskin.Models.Data.Telemetry;

/// <summary>One signal of a scene with what is printed for it.</summary>
internal sealed record Reading
{
    /// <summary>The name as printed; answers repeat it.</summary>
    public required string Key { get; init; }

    /// <summary>The name in words, for questions.</summary>
    public required string Words { get; init; }

    /// <summary>The thing as printed, in a scene where each has several quantities; empty otherwise.</summary>
    public string Thing { get; init; } = "";

    /// <summary>The quantity as printed, in such a scene; empty otherwise.</summary>
    public string Field { get; init; } = "";

    /// <summary>The number or state as printed, without a unit.</summary>
    public required string Text { get; init; }

    /// <summary>The number in units of the last printed decimal; 0 for a state.</summary>
    public long Steps { get; init; }

    /// <summary>Printed decimals.</summary>
    public int Decimals { get; init; }

    /// <summary>The unit as printed, with its space when it has one; empty when none is printed.</summary>
    public string Unit { get; init; } = "";

    /// <summary>The limit printed with the signal, or null.</summary>
    public string? Limit { get; init; }

    /// <summary>A state or a missing value rather than a number.</summary>
    public bool IsState { get; init; }

    /// <summary>A word value, which JSON puts in quotes.</summary>
    public bool IsQuoted { get; init; }

    /// <summary>No value was delivered.</summary>
    public bool IsMissing { get; init; }

    /// <summary>The value with its unit, as answers give it.</summary>
    public string Value => Text + Unit;

    /// <summary>Prints a number of steps.</summary>
    public static string Print(long steps, int decimals) =>
        (steps / (decimal)Power(decimals)).ToString(Formats[decimals], CultureInfo.InvariantCulture);

    /// <summary>10 to the power of <paramref name="decimals"/>.</summary>
    public static long Power(int decimals) =>
        decimals switch
        {
            0 => 1,
            1 => 10,
            2 => 100,
            _ => 1000,
        };

    private static readonly string[] Formats = ["0", "0.0", "0.00", "0.000"];
}
