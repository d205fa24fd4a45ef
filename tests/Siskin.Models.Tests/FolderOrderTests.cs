using Xunit;

namespace Siskin.Models.Tests;

/// <summary>The toolchain's folders have an order: none uses another that, by whatever way, uses it.</summary>
public sealed class FolderOrderTests
{
    [Fact]
    public void No_folder_of_the_toolchain_uses_one_that_uses_it()
    {
        var uses = SourceFolders.Uses(Repository.Sources("models", "Siskin.Models").Select(File.ReadAllText));

        Assert.Contains("Siskin.Models.Data", uses["Siskin.Models.Data.Frames"]);
        Assert.Contains("Siskin.Models.Data.Frames", uses["Siskin.Models.Tasks"]);
        Assert.Empty(uses.Keys.Select(folder => SourceFolders.Way(uses, folder, folder)).OfType<string>());
    }

    [Theory]
    [InlineData("using A.C;\nnamespace A.B;\nclass One;", "namespace A.C;\nclass Two;")]
    [InlineData("using Other = A.C.Two;\nnamespace A.B;\nclass One;", "namespace A.C;\nclass Two;")]
    [InlineData("namespace A.B;\nclass One { C.Two _two; }", "namespace A.C;\nclass Two;")]
    [InlineData("namespace A.B;\nclass One { A.C.Two _two; }", "namespace A.C;\nclass Two;")]
    [InlineData("namespace A.B.D;\nclass One { Two _two; }", "namespace A.B;\npublic sealed record Two;")]
    public void What_a_folder_uses_is_found_however_it_is_written(string user, string used)
    {
        var uses = SourceFolders.Uses([user, used]);

        Assert.Equal(2, uses.Count);
        Assert.Single(uses.Single(folder => folder.Value.Count > 0).Value);
    }

    [Fact]
    public void Comments_texts_and_namesakes_use_nothing()
    {
        var uses = SourceFolders.Uses([
            "namespace A;\nclass Two;\nclass Three;",
            "namespace A.B;\nclass Two;\nclass One { Two _two; // Three\nstring s = \"Three\"; }",
        ]);

        Assert.All(uses.Values, Assert.Empty);
    }

    [Fact]
    public void A_cycle_is_found_over_any_number_of_folders()
    {
        var uses = new Dictionary<string, HashSet<string>>
        {
            ["a"] = ["b"],
            ["b"] = ["c"],
            ["c"] = ["a", "d"],
            ["d"] = [],
        };

        Assert.Equal("a > b > c > a", SourceFolders.Way(uses, "a", "a"));
        Assert.Null(SourceFolders.Way(uses, "d", "d"));
    }
}
