using System.CommandLine;
using System.Globalization;

namespace Siskin.Models.Commands;

/// <summary>
/// Options with a range. The check belongs to the option and not to the command: a command is validated before the
/// defaults of its options are filled in.
/// </summary>
internal static class RangeCheck
{
    /// <summary>An option whose value must lie from <paramref name="low"/> to <paramref name="high"/>.</summary>
    public static Option<T> Within<T>(this Option<T> option, T low, T high)
        where T : struct, IComparable<T>, IParsable<T>
    {
        option.Validators.Add(result =>
        {
            // Several values, or one that is no number, are reported by the parser itself.
            if (
                result.Tokens is [var token]
                && T.TryParse(token.Value, CultureInfo.InvariantCulture, out var value)
                && (value.CompareTo(low) < 0 || value.CompareTo(high) > 0)
            )
            {
                result.AddError($"{option.Name} is {token.Value}; allowed: {low} to {high}");
            }
        });
        return option;
    }
}
