using Siskin.Runtime.Providers.Qnn;
using Xunit;

namespace Siskin.Runtime.Tests.Providers.Qnn;

public sealed class ContextCacheTests : IDisposable
{
    private const string Graph = "qnn-a16w8/decoder.onnx";

    private readonly TemporaryFolder _folder = new();
    private readonly ContextCache _cache;

    public ContextCacheTests() => _cache = new ContextCache(_folder.Path, "key");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void What_was_compiled_is_found()
    {
        Assert.Null(_cache.Find(Graph));

        var model = Add();

        Assert.Equal(model, _cache.Find(Graph));
        Assert.Equal(model, new ContextCache(_folder.Path, "key").Find(Graph));
        Assert.Null(new ContextCache(_folder.Path, "other").Find(Graph));
        Assert.Null(_cache.Find("qnn-a16w8/encoder.onnx"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("weights.bin")]
    [InlineData("binaries/part.bin")]
    public void A_change_of_any_of_its_files_makes_it_count_for_nothing(string file)
    {
        var model = Add();

        File.AppendAllText(file.Length == 0 ? model : Path.Combine(Path.GetDirectoryName(model)!, file), "!");

        Assert.Null(_cache.Find(Graph));
    }

    [Fact]
    public void A_file_that_is_gone_or_was_added_makes_it_count_for_nothing()
    {
        var folder = Path.GetDirectoryName(Add())!;
        File.WriteAllText(Path.Combine(folder, "binaries/more.bin"), "more");
        Assert.Null(_cache.Find(Graph));
        File.Delete(Path.Combine(folder, "binaries/more.bin"));
        Assert.NotNull(_cache.Find(Graph));

        File.Delete(Path.Combine(folder, "binaries/part.bin"));

        Assert.Null(_cache.Find(Graph));
    }

    [Fact]
    public void What_is_dropped_or_compiled_for_another_key_is_forgotten()
    {
        Add();
        var other = new ContextCache(_folder.Path, "other");
        other.Add(Graph, Compile);

        _cache.DropOtherKeys();
        Assert.Null(other.Find(Graph));
        Assert.NotNull(_cache.Find(Graph));

        _cache.Drop(Graph);
        Assert.Null(_cache.Find(Graph));
        Add();
        _cache.Clear();
        Assert.Null(_cache.Find(Graph));
    }

    private string Add() => _cache.Add(Graph, Compile);

    private static void Compile(string model)
    {
        var folder = Path.GetDirectoryName(model)!;
        Directory.CreateDirectory(Path.Combine(folder, "binaries"));
        File.WriteAllText(model, "model");
        File.WriteAllText(Path.Combine(folder, "weights.bin"), "weights");
        File.WriteAllText(Path.Combine(folder, "binaries/part.bin"), "part");
    }
}
