using System.CommandLine;

namespace Siskin.Models.Commands;

/// <summary>Options that are a number with a default.</summary>
internal static class NumberOption
{
    /// <summary>The option <paramref name="name"/>, which is <paramref name="value"/> where it is left out.</summary>
    public static Option<T> Number<T>(string name, T value, string description) =>
        new(name) { Description = description, DefaultValueFactory = _ => value };
}
