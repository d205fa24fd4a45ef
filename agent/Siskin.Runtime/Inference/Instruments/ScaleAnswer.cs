using System.Globalization;

namespace Siskin.Runtime.Inference.Instruments;

/// <summary>How a model says which scale a gauge has: <c>0 to 250 °F</c>.</summary>
public static class ScaleAnswer
{
    private const string Between = " to ";

    /// <summary>The scale that an answer means; null for any other text, and where it does not rise.</summary>
    public static ScaleRange? Parse(string text)
    {
        var between = text.IndexOf(Between, StringComparison.Ordinal);
        if (
            between < 0
            || NumberAnswer.Parse(text[(between + Between.Length)..]) is not { } high
            || !double.TryParse(
                text[..between],
                NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint,
                CultureInfo.InvariantCulture,
                out var low
            )
            || low >= high.Value
        )
            return null;
        return new ScaleRange(low, high.Value, high.Unit.Length > 0 ? high.Unit : null);
    }
}
