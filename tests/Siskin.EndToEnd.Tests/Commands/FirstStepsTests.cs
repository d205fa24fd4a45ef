using Siskin.EndToEnd.Tests.Harness;

namespace Siskin.EndToEnd.Tests.Commands;

/// <summary>What somebody types first, in a folder that is not the repository's.</summary>
public sealed class FirstStepsTests : IDisposable
{
    private readonly ScratchFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task The_printed_configuration_is_valid_as_it_is()
    {
        var sample = (await ChildProcess.RunAsync(Checkout.Binary, ["sample-config"])).Expect(0).Output;

        (
            await ChildProcess.RunAsync(
                Checkout.Binary,
                ["check", "--config", _folder.Write("siskin.toml", sample)],
                folder: _folder.Path
            )
        ).Expect(0);
    }

    [Fact]
    public async Task Ask_finds_the_bundle_from_any_folder() =>
        Assert.NotEmpty(
            (
                await ChildProcess.RunAsync(
                    Checkout.Binary,
                    ["ask", "--image", Path.Combine(Checkout.Samples, "digit.jpg"), "Read the digit."],
                    folder: _folder.Path
                )
            )
                .Expect(0)
                .Output
        );

    [Fact]
    public async Task A_bundle_that_the_environment_names_is_used_and_missed()
    {
        async Task<Finished> AskAsync(string bundle) =>
            await ChildProcess.RunAsync(
                Checkout.Binary,
                ["ask", "Warm?"],
                new Dictionary<string, string> { ["SISKIN_BUNDLE"] = bundle },
                folder: _folder.Path
            );

        (await AskAsync(Checkout.TinyBundle)).Expect(0);
        Assert.Equal(
            $"siskin: SISKIN_BUNDLE={_folder.Path} holds no bundle.toml.\n",
            (await AskAsync(_folder.Path)).Expect(2).Error
        );
    }
}
