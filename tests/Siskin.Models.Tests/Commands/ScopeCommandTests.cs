using Siskin.Models.Commands;
using Siskin.Models.Export;
using Siskin.Models.Tests.Export;
using Siskin.Runtime.Bundles;
using Xunit;

namespace Siskin.Models.Tests.Commands;

public sealed class ScopeCommandTests : IDisposable
{
    private readonly string _bundle = Directory.CreateTempSubdirectory("scope").FullName;

    public ScopeCommandTests() =>
        RandomBundle.Write(_bundle, TestModel.Options, seed: 4, BundleVariantPlan.Named("cpu-fp32"));

    [Fact]
    public async Task Every_task_gets_its_words_and_the_manifest_stays_as_it_was_otherwise()
    {
        var before = BundleReader.Open(_bundle).Manifest with { Tasks = [new BundleTask("gauge", "Read the gauge.")] };
        BundleWriter.Write(_bundle, before);

        Assert.Equal(0, await ToolCommand.RunAsync("scope", _bundle));

        var after = BundleReader.Open(_bundle).Manifest; // which checks the hashes
        var task = Assert.Single(after.Tasks);
        Assert.Equal(TaskInput.Frame, task.Input);
        Assert.Contains("gauge", task.Words);
        Assert.Equal(
            BundleManifestWriter.Write(before with { Sha256 = after.Sha256 }),
            BundleManifestWriter.Write(after with { Tasks = before.Tasks })
        );
    }

    [Fact]
    public async Task A_folder_without_a_bundle_is_refused() =>
        Assert.NotEqual(0, await ToolCommand.RunAsync("scope", Path.Combine(_bundle, "nowhere")));

    public void Dispose() => Directory.Delete(_bundle, recursive: true);
}
