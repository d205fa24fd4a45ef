using Siskin.Agent.Configuration;

namespace Siskin.Agent.Tests.Docs;

/// <summary>docs/configuration.md says what the annotated sample says.</summary>
public sealed class ConfigurationPageTests
{
    private const string Mark =
        "<!-- Written from siskin.toml by ConfigurationPageTests; SISKIN_WRITE_DOCS=1 writes it anew. -->\n\n";

    private static readonly string Path = System.IO.Path.Combine(MarkdownPage.Root, "docs/configuration.md");

    [Fact]
    public void Its_tables_are_those_of_the_sample()
    {
        var page = File.ReadAllText(Path);
        var at = page.IndexOf(Mark, StringComparison.Ordinal) + Mark.Length;
        Assert.True(at >= Mark.Length, "The mark is gone.");
        var tables = ConfigurationPage.Render(SampleConfig.Text);
        if (Environment.GetEnvironmentVariable("SISKIN_WRITE_DOCS") == "1")
            File.WriteAllText(Path, page[..at] + tables);

        Assert.Equal(tables, File.ReadAllText(Path)[at..]);
    }

    [Fact]
    public void A_comment_belongs_to_the_keys_below_it() =>
        Assert.Equal(
            """
            ## `[a]`

            | key and default | meaning |
            |---|---|
            | `x = 1`<br>`y = 2` (a remark) | What x and y are. |
            | `z = "#"` | With a \| in it:<br>- one<br>- two |

            ## `[[b]]`

            All of b.

            | key and default | meaning |
            |---|---|
            | `list = ["a", "b"]` | A list. |

            """,
            ConfigurationPage.Render(
                """
                # About the file.

                [a]
                # What x
                # and y are.
                #x = 1
                y = 2   # a remark
                # With a | in it:
                #   - one
                #   - two
                #z = "#"

                # All of b.
                #[[b]]
                # A list.
                #list = ["a", "b"]
                """
            )
        );
}
