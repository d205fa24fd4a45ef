using System.Text.RegularExpressions;
using Xunit;

namespace Siskin.Models.Tests.Architecture;

/// <summary>
/// Operators that make a scalar which can be freed during the call: it happens once in hours, so it is looked for in
/// the text.
/// </summary>
public sealed partial class TensorArithmeticTests
{
    [Theory]
    [InlineData("Architecture")]
    [InlineData("Training")]
    public void No_operator_of_the_training_makes_a_scalar_of_its_own(string folder)
    {
        var found =
            from file in Repository.Sources("models", "Siskin.Models", folder)
            where Path.GetFileName(file) != "TensorArithmetic.cs"
            from line in File.ReadLines(file)
            where !line.TrimStart().StartsWith("//", StringComparison.Ordinal) && Scalars().IsMatch(line)
            select $"{Path.GetFileName(file)}: {line.Trim()}";

        Assert.Empty(found);
    }

    [Theory]
    [InlineData("var scale = input.square().mean([-1]);")]
    [InlineData("values.sub_(change);")]
    [InlineData("log.sub(target)")]
    [InlineData("input.pow(3)")]
    [InlineData("targets.eq(SampleGroup.Ignored)")]
    [InlineData("input.mul(0.5)")]
    [InlineData("input.clamp_min(1)")]
    public void It_would_be_found(string line) => Assert.Matches(Scalars(), line);

    [GeneratedRegex(
        @"\.(square_?|pow_?|sub_?)\(|\.(eq|ne|add_?|mul_?|div_?|clamp_min|clamp_max|remainder)\((-?[0-9]|SampleGroup\.)"
    )]
    private static partial Regex Scalars();
}
