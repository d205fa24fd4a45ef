using System.Globalization;

namespace Siskin.Runtime.Inference.Instruments;

/// <summary>An answer that is a number and perhaps a unit behind a space.</summary>
/// <param name="Value">The number.</param>
/// <param name="Places">Its decimal places as written.</param>
/// <param name="Unit">What stands behind it; empty for nothing.</param>
internal readonly record struct NumberAnswer(double Value, int Places, string Unit)
{
    /// <summary>Reads one; null for any other text.</summary>
    public static NumberAnswer? Parse(string text)
    {
        var space = text.IndexOf(' ', StringComparison.Ordinal);
        var number = space < 0 ? text : text[..space];
        if (
            !double.TryParse(
                number,
                NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint,
                CultureInfo.InvariantCulture,
                out var value
            )
        )
            return null;
        var point = number.IndexOf('.', StringComparison.Ordinal);
        return new NumberAnswer(
            value,
            point < 0 ? 0 : number.Length - point - 1,
            space < 0 ? "" : text[(space + 1)..].Trim()
        );
    }
}
