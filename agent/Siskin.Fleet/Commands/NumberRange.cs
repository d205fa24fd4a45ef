using System.CommandLine;

namespace Siskin.Fleet.Commands;

/// <summary>Options that take whole numbers of a range.</summary>
internal static class NumberRange
{
    public static void Require(Command command, Option<int> option, int low, int high) =>
        command.Validators.Add(result =>
        {
            if (result.GetResult(option) is { } given && !given.Errors.Any() && result.GetValue(option) is var number)
            {
                if (number < low || number > high)
                    result.AddError($"{option.Name} {number} is not allowed; give {low} to {high}.");
            }
        });

    /// <summary>The same of an option that has no default.</summary>
    public static void RequireGiven(Command command, Option<int> option, int low, int high) =>
        command.Validators.Add(result =>
        {
            if (
                result.GetResult(option) is { Implicit: false } given
                && !given.Errors.Any()
                && result.GetValue(option) is var number
            )
            {
                if (number < low || number > high)
                    result.AddError($"{option.Name} {number} is not allowed; give {low} to {high}.");
            }
        });
}
