using Siskin.EndToEnd.Tests.Harness;

namespace Siskin.EndToEnd.Tests.Commands;

public sealed class DemoTests
{
    [Fact]
    public async Task The_demo_passes()
    {
        var finished = await ChildProcess.RunAsync(Checkout.Binary, ["demo"], folder: Checkout.Root);

        finished.Expect(0);
    }

    [Fact]
    public async Task The_version_is_printed()
    {
        var finished = (await ChildProcess.RunAsync(Checkout.Binary, ["--version"])).Expect(0);

        Assert.Matches(@"\d+\.\d+\.\d+", finished.Output);
    }
}
