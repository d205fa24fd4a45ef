using System.Globalization;

namespace Siskin.Fleet.Updates;

/// <summary>A number of devices, or a percentage of those that are meant.</summary>
/// <param name="Number">The number.</param>
/// <param name="Percent">Whether it is a percentage.</param>
internal readonly record struct Share(double Number, bool Percent)
{
    /// <summary>How many of so many: a percentage above 0 is at least one.</summary>
    public int Of(int count) =>
        Percent ? (int)Math.Min(count, Math.Ceiling(count * Number / 100)) : (int)Math.Min(count, Number);

    /// <summary>Reads <c>3</c> or <c>10%</c>.</summary>
    /// <exception cref="FormatException">It is neither.</exception>
    public static Share Parse(string text)
    {
        var percent = text.EndsWith('%');
        var digits = percent ? text[..^1] : text;
        return
            double.TryParse(
                digits,
                percent ? NumberStyles.AllowDecimalPoint : NumberStyles.None,
                CultureInfo.InvariantCulture,
                out var number
            )
            && number <= (percent ? 100 : 1_000_000)
            ? new Share(number, percent)
            : throw new FormatException($"\"{text}\" is neither a number of devices nor a percentage up to 100%.");
    }

    public override string ToString() => Number.ToString(CultureInfo.InvariantCulture) + (Percent ? "%" : "");
}
