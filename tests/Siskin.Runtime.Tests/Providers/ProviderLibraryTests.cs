using Siskin.Runtime.Providers;
using Siskin.Runtime.Providers.Qnn;
using Siskin.StandIn;
using Xunit;

namespace Siskin.Runtime.Tests.Providers;

[Collection(OneLibrary.Name)]
public sealed class ProviderLibraryTests : IDisposable
{
    public void Dispose() => QnnProvider.Loaded.Close();

    [Fact]
    public void Library_shows_its_npu()
    {
        using var npu = new StandInNpu();
        npu.Set("version", "2.4.1");

        var device = QnnProvider.Loaded.Open(npu.Library);

        Assert.Equal("2.4.1", device.Version);
        Assert.Equal("Siskin stand-in", device.Vendor);
    }

    [Fact]
    public void Library_is_registered_once()
    {
        using var npu = new StandInNpu();

        QnnProvider.Loaded.Open(npu.Library);
        QnnProvider.Loaded.Open(npu.Library);

        Assert.Equal(1, npu.Count("register"));
    }

    [Fact]
    public void Missing_library_is_said_by_its_path()
    {
        var error = Assert.Throws<NpuException>(() =>
            QnnProvider.Loaded.Open("/nowhere/libonnxruntime_providers_qnn.so")
        );

        Assert.Equal(NpuFailure.Library, error.Failure);
        Assert.Contains("/nowhere/libonnxruntime_providers_qnn.so", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Library_without_the_symbol_is_refused()
    {
        using var npu = new StandInNpu(withSymbol: false);

        Assert.Equal(
            NpuFailure.Library,
            Assert.Throws<NpuException>(() => QnnProvider.Loaded.Open(npu.Library)).Failure
        );
    }

    [Fact]
    public void Library_that_fails_to_register_can_be_tried_again()
    {
        using var npu = new StandInNpu();
        npu.Set("register", "fail");
        Assert.Equal(
            NpuFailure.Library,
            Assert.Throws<NpuException>(() => QnnProvider.Loaded.Open(npu.Library)).Failure
        );
        npu.Set("register", null);

        Assert.NotNull(QnnProvider.Loaded.Open(npu.Library));
    }

    [Fact]
    public void Npu_that_appears_later_is_found()
    {
        using var npu = new StandInNpu();
        npu.Set("devices", "0");
        Assert.Equal(
            NpuFailure.Device,
            Assert.Throws<NpuException>(() => QnnProvider.Loaded.Open(npu.Library)).Failure
        );
        npu.Set("devices", null);

        Assert.NotNull(QnnProvider.Loaded.Open(npu.Library));
    }

    [Fact]
    public void Another_library_takes_the_place_of_the_first()
    {
        using var first = new StandInNpu();
        using var second = new StandInNpu();
        second.Set("version", "3.0.0");
        QnnProvider.Loaded.Open(first.Library);

        Assert.Equal("3.0.0", QnnProvider.Loaded.Open(second.Library).Version);
    }
}
