using Siskin.Agent.Configuration;
using Siskin.Agent.Tests.Harness;

namespace Siskin.Agent.Tests.Configuration;

public sealed class StateFolderTests : IDisposable
{
    private readonly ScratchFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void One_that_is_there_or_can_be_made_is_fine()
    {
        Assert.Null(StateFolder.Problem(_folder.Path));
        Assert.Null(StateFolder.Problem(_folder.File("new/deeper")));
        Assert.False(Directory.Exists(_folder.File("new")));
    }

    [Fact]
    public void A_symbolic_link_is_named_with_where_it_leads()
    {
        Directory.CreateDirectory(_folder.File("real"));
        File.CreateSymbolicLink(_folder.File("link"), _folder.File("real"));
        File.CreateSymbolicLink(_folder.File("lost"), _folder.File("nowhere"));

        Assert.Null(StateFolder.Problem(_folder.File("link")));
        Assert.Equal(
            $"{_folder.File("link")} (a symbolic link to {_folder.File("real")})",
            StateFolder.Describe(_folder.File("link"))
        );
        Assert.Contains(
            $"is a symbolic link to {_folder.File("nowhere")}",
            StateFolder.Problem(_folder.File("lost")),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void What_is_no_folder_is_said()
    {
        File.WriteAllText(_folder.File("file"), "");

        Assert.EndsWith("is not a folder.", StateFolder.Problem(_folder.File("file")), StringComparison.Ordinal);
        Assert.Contains("cannot make it in", StateFolder.Problem(_folder.File("file/below")), StringComparison.Ordinal);
        // Nobody, root included, can write there.
        Assert.NotNull(StateFolder.Problem("/proc/self/fdinfo/state"));
    }

    [Fact]
    public void A_ledger_that_is_no_file_is_said()
    {
        NamedPipe.Make(_folder.File("ledger.db"));

        Assert.EndsWith(
            "ledger.db' is a named pipe (FIFO), not a regular file.",
            StateFolder.Problem(_folder.Path),
            StringComparison.Ordinal
        );
    }
}
