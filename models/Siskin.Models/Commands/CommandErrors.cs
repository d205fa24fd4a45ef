using Siskin.Runtime.Bundles;

namespace Siskin.Models.Commands;

/// <summary>
/// Turns what a user can cause (a wrong option, a broken file) into one sentence and an exit code; bugs keep their
/// stack.
/// </summary>
internal static class CommandErrors
{
    /// <summary>Runs a verb: its own exit code, or 2 with one line on standard error.</summary>
    public static int Report(Func<int> verb)
    {
        try
        {
            return verb();
        }
        catch (Exception wrong)
            when (wrong
                    is ArgumentException
                        or IOException
                        or InvalidDataException
                        or BundleException
                        or UnauthorizedAccessException
            )
        {
            Console.Error.WriteLine($"siskin-models: {wrong.Message}");
            return 2;
        }
    }
}
