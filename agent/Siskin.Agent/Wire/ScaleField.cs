using Siskin.Runtime.Inference.Instruments;

namespace Siskin.Agent.Wire;

/// <summary>The ends of a scale as a client or a configuration gives them: two numbers.</summary>
internal static class ScaleField
{
    /// <summary>What <see cref="Parse"/> takes.</summary>
    public const string Allowed = "[low, high] with two numbers of which the second is larger";

    /// <summary>Most of either end.</summary>
    private const double Max = 1e9;

    /// <summary>The scale, without a unit; null where the numbers are none.</summary>
    public static ScaleRange? Parse(object value)
    {
        if (value is not object[] { Length: 2 } items || !items.All(item => item is long or double))
            return null;
        var ends = items.Select(item => item is long whole ? whole : (double)item).ToArray();
        return ends[0] >= -Max && ends[1] <= Max && ends[1] - ends[0] >= 1 / Max
            ? new ScaleRange(ends[0], ends[1], null)
            : null;
    }
}
