using Siskin.Runtime.Bundles;
using Xunit;

namespace Siskin.Runtime.Tests.Bundles;

public sealed class BundleReaderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Whole_bundle_opens()
    {
        Manifests.WriteTo(_folder);

        var bundle = BundleReader.Open(_folder.Path);

        Assert.Equal("siskin-test", bundle.Manifest.Name);
        Assert.Equal("cpu-int8", bundle.Variant(null).Id);
        Assert.Equal("qnn-a16w8", bundle.Variant("qnn-a16w8").Id);
        Assert.True(File.Exists(bundle.PathOf("tokenizer.json")));
    }

    [Fact]
    public void Unknown_variant_is_answered_with_the_known_ones()
    {
        Manifests.WriteTo(_folder);

        var error = Assert.Throws<BundleException>(() => BundleReader.Open(_folder.Path).Variant("cpu-int4"));

        Assert.Contains("no variant 'cpu-int4'; it has cpu-int8, qnn-a16w8", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Unlisted_file_has_no_path()
    {
        Manifests.WriteTo(_folder);
        _folder.Write("extra.bin", "x");

        Assert.Throws<BundleException>(() => BundleReader.Open(_folder.Path).PathOf("extra.bin"));
    }

    [Theory]
    [InlineData("version = \"1.0.0\"\nversion = \"2.0.0\"\n", 2)]
    [InlineData("[model]\nd_model = 1\nd_model = 2\n", 3)]
    [InlineData("[model]\n[model]\n", 2)]
    public void A_key_that_is_there_twice_is_refused_with_its_line(string text, int line)
    {
        _folder.Write("bundle.toml", text);

        Assert.Contains($"is not valid TOML in line {line}, column 1: The key", Refused(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[")]
    [InlineData("{a=")]
    public void What_is_nested_too_deep_is_refused(string open)
    {
        _folder.Write("bundle.toml", "a = " + string.Concat(Enumerable.Repeat(open, 65)));

        Assert.Contains("is not valid TOML", Refused(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("bundle.toml")]
    [InlineData("tokenizer.json")]
    [InlineData("cpu-int8/decoder.onnx")]
    public void A_named_pipe_in_place_of_a_file_is_not_waited_for(string file)
    {
        Manifests.WriteTo(_folder);
        File.Delete(Path.Combine(_folder.Path, file));
        NamedPipe.Make(Path.Combine(_folder.Path, file));

        Assert.Contains("is a named pipe (FIFO), not a regular file", Refused(), StringComparison.Ordinal);
    }

    [Fact]
    public void Missing_folder_is_named()
    {
        Assert.Contains("is not a folder", Refused(Path.Combine(_folder.Path, "none")), StringComparison.Ordinal);
    }

    [Fact]
    public void Folder_without_manifest_is_refused()
    {
        Assert.Contains("'bundle.toml' is missing", Refused(), StringComparison.Ordinal);
    }

    [Fact]
    public void Altered_file_is_refused()
    {
        Manifests.WriteTo(_folder);
        File.AppendAllText(Path.Combine(_folder.Path, "cpu-int8/decoder.onnx"), "!");

        Assert.Contains("'cpu-int8/decoder.onnx' has SHA-256", Refused(), StringComparison.Ordinal);
    }

    [Fact]
    public void Missing_file_is_refused()
    {
        Manifests.WriteTo(_folder);
        File.Delete(Path.Combine(_folder.Path, "q/encoder.onnx"));

        Assert.Contains("file 'q/encoder.onnx' is missing", Refused(), StringComparison.Ordinal);
    }

    [Fact]
    public void Symbolic_link_is_refused()
    {
        Manifests.WriteTo(_folder);
        using var outside = new TemporaryFolder();
        var file = Path.Combine(_folder.Path, "tokenizer.json");
        var target = outside.Write("tokenizer.json", File.ReadAllText(file));
        File.Delete(file);
        File.CreateSymbolicLink(file, target);

        Assert.Contains("symbolic link", Refused(), StringComparison.Ordinal);
    }

    [Fact]
    public void Linked_folder_is_refused()
    {
        Manifests.WriteTo(_folder);
        using var outside = new TemporaryFolder();
        var inside = Path.Combine(_folder.Path, "q");
        Directory.Move(inside, Path.Combine(outside.Path, "q"));
        Directory.CreateSymbolicLink(inside, Path.Combine(outside.Path, "q"));

        Assert.Contains("symbolic link", Refused(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("format = 1", "format = 2", "format is 2; this version reads format 1")]
    [InlineData(
        "format = 1",
        "format = 1\nquestions = { language = 2 }",
        "language is 2; this version reads language 1"
    )]
    [InlineData("format = 1\n", "", "format is missing")]
    [InlineData("format = 1", "format = ", "is not valid TOML in line 1, column 10: Missing value after `=`.")]
    [InlineData("name = \"siskin-test\"", "name = \"a/b\"", "name is 'a/b'; allowed are")]
    [InlineData("name = \"siskin-test\"", "name = 5", "name is not a text")]
    [InlineData("\"encoder-decoder\"", "\"encoder-only\"", "[model] architecture is 'encoder-only'")]
    [InlineData("\"encoder-decoder\"", "\"decoder-only\"", "[[variants]] 1: prefill is missing")]
    [InlineData("vocab_size = 1024", "vocab_size = 0", "[model] vocab_size is 0; allowed are 1 to 1048576")]
    [InlineData("d_model = 192", "d_model = 1.5", "[model] d_model is not a whole number")]
    [InlineData("kv_heads = 3", "kv_heads = 4", "[model] kv_heads is 4, which does not divide the 6 heads")]
    [InlineData("eos_id = 2", "eos_id = 1024", "[model] eos_id is 1024; allowed are 0 to 1023")]
    [InlineData("eos_id = 2", "eos_id = 1", "they must differ")]
    [InlineData("[model]", "[modell]", "[model] is missing")]
    [InlineData("max_patches = 64", "max_patches = 256", "must leave room for text")]
    [InlineData("std = [0.25, ", "std = [0, ", "[vision] std is 0; allowed are")]
    [InlineData("mean = [0.5, ", "mean = [", "[vision] mean is not a list of 3 numbers")]
    [InlineData(
        "tokenizer = \"tokenizer.json\"",
        "tokenizer = \"/etc/passwd\"",
        "tokenizer '/etc/passwd' is not a relative path"
    )]
    [InlineData("tokenizer = \"tokenizer.json\"", "tokenizer = \"../tokenizer.json\"", "leaves the bundle's folder")]
    [InlineData("\"tokenizer.json\" = ", "\"a/../../b\" = ", "leaves the bundle's folder")]
    [InlineData("\"tokenizer.json\" = ", "\"other.json\" = ", "[sha256] does not list 'tokenizer.json'")]
    [InlineData("\"tokenizer.json\" = \"", "\"tokenizer.json\" = \"X", "is not a SHA-256")]
    [InlineData(
        "provider = \"qnn\"",
        "provider = \"cuda\"",
        "[[variants]] 2: provider is 'cuda'; allowed are 'cpu' and 'qnn'"
    )]
    [InlineData("id = \"qnn-a16w8\"", "id = \"cpu-int8\"", "has the id 'cpu-int8' twice")]
    [InlineData("vision = \"q/vision.onnx\"\n", "", "vision is missing, but the bundle has [vision]")]
    [InlineData(
        "provider = \"qnn\"",
        "provider = \"qnn\"\ntensors = { token = \"t\" }",
        "[[variants]] 2: tensors is given, but the names of inputs and outputs are fixed"
    )]
    [InlineData("[model]", "[confidence]\nscale = 0\noffset = 0\n[model]", "scale is 0; allowed are 0.001 to 1000")]
    [InlineData("[model]", "[confidence]\nscale = nan\noffset = 0\n[model]", "[confidence] scale is NaN; allowed are")]
    [InlineData("[model]", "[confidence]\nscale = 1\n[model]", "[confidence] offset is missing")]
    [InlineData("[model]", "[confidence]\nscale = 1\noffset = \"low\"\n[model]", "[confidence] offset is not a number")]
    [InlineData("[model]", "[confidence]\nscale = 1\noffset = -1001\n[model]", "[confidence] offset is -1001; allowed")]
    [InlineData("format = 1", "format = 1\nconfidence = 0.9", "confidence is not a table")]
    public void Bad_manifest_is_refused_in_one_sentence(string text, string replacement, string expected)
    {
        Manifests.WriteTo(_folder);
        var file = Path.Combine(_folder.Path, "bundle.toml");
        var manifest = File.ReadAllText(file);
        Assert.Contains(text, manifest, StringComparison.Ordinal);
        File.WriteAllText(file, manifest.Replace(text, replacement, StringComparison.Ordinal));

        var message = Refused();

        Assert.Contains(expected, message, StringComparison.Ordinal);
        Assert.Contains("bundle.toml", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("d_model = 192", "d_model = 0")]
    [InlineData("architecture = \"encoder-decoder\"", "architecture = \"encoder-only\"")]
    [InlineData("provider = \"qnn\"", "provider = \"cuda\"")]
    public void What_is_refused_is_named_with_its_line(string text, string replacement)
    {
        Manifests.WriteTo(_folder);
        var file = Path.Combine(_folder.Path, "bundle.toml");
        var lines = File.ReadAllLines(file);
        var line = Array.IndexOf(lines, text);
        lines[line] = replacement;
        File.WriteAllLines(file, lines);

        Assert.StartsWith($"{file}:{line + 1}: ", Refused(), StringComparison.Ordinal);
    }

    [Fact]
    public void Graphs_of_fixed_shapes_of_a_decoder_only_model_are_refused()
    {
        var model = Manifests.Example.Model with { Architecture = ModelShape.DecoderOnly, EncoderLayers = 0 };
        Manifests.WriteTo(_folder, Manifests.Example with { Model = model });
        var file = Path.Combine(_folder.Path, "bundle.toml");
        File.WriteAllText(
            file,
            File.ReadAllText(file)
                .Replace("provider = \"qnn\"", "provider = \"qnn\"\nstatic = { }", StringComparison.Ordinal)
        );

        Assert.Contains("there are no graphs of fixed shapes of a decoder-only", Refused(), StringComparison.Ordinal);
    }

    [Fact]
    public void Unknown_keys_are_left_alone()
    {
        Manifests.WriteTo(_folder);
        var file = Path.Combine(_folder.Path, "bundle.toml");
        File.WriteAllText(
            file,
            File.ReadAllText(file).Replace("[model]", "[model]\nlicence = \"MIT\"", StringComparison.Ordinal)
        );

        Assert.Equal("siskin-test", BundleReader.Open(_folder.Path).Manifest.Name);
    }

    [Fact]
    public void Huge_manifest_is_not_read()
    {
        _folder.Write("bundle.toml", new string('#', 1_100_000));

        Assert.Contains("1100000 bytes", Refused(), StringComparison.Ordinal);
    }

    private string Refused(string? folder = null) =>
        Assert.Throws<BundleException>(() => BundleReader.Open(folder ?? _folder.Path)).Message;
}
