using Siskin.Models.Runs;
using Xunit;

namespace Siskin.Models.Tests.Runs;

public sealed class RunLockTests : IDisposable
{
    private readonly ScratchFolder _folder = new();

    [Fact]
    public void A_folder_is_one_trainings_until_it_ends()
    {
        using (RunLock.Take(_folder.Path))
        {
            var refusal = Assert.Throws<InvalidDataException>(() => RunLock.Take(_folder.Path));
            Assert.StartsWith(
                $"{_folder.Path}: another process trains there",
                refusal.Message,
                StringComparison.Ordinal
            );
        }

        RunLock.Take(_folder.Path).Dispose();
    }

    public void Dispose() => _folder.Dispose();
}
