using System.IO.Compression;
using System.Text;
using Siskin.Models.Import;
using Xunit;

namespace Siskin.Models.Tests.Import;

public sealed class TorchArchiveTests : IDisposable
{
    private readonly ScratchFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Tensors_come_out_as_they_were_saved(bool bfloat16)
    {
        var path = Path.Combine(_folder.Path, "a.pt");
        TorchFile.Write(path, [("a", [1, -2, 0.5f, 4, 5, 6], [2, 3]), ("b", [1024], [1])], bfloat16);

        using var archive = new TorchArchive(path);
        var tensors = archive.Tensors("model_state_dict");

        Assert.Equal([1, -2, 0.5f, 4, 5, 6], tensors["a"].Values);
        Assert.Equal([2, 3], tensors["a"].Dims);
        Assert.Equal([1024], tensors["b"].Values);
    }

    [Theory]
    [InlineData("cposix\nsystem\n(X\u0004\0\0\0true" + "tR.", "no dictionary")] // a call that nobody makes
    [InlineData("}X\u0001\0\0\0aK\u0001s.", "a is no tensor")]
    [InlineData("}X\u0009\0\0\0a", "ends at byte")]
    [InlineData("Rs", "damaged")]
    [InlineData("i", "opcode 0x69")]
    public void Nothing_of_a_pickle_is_run_and_a_damaged_one_is_named(string pickle, string said)
    {
        var path = Path.Combine(_folder.Path, "a.pt");
        using (var zip = ZipFile.Open(path, ZipArchiveMode.Create))
            TorchFile.Entry(zip, "data.pkl", Encoding.Latin1.GetBytes(pickle));

        using var archive = new TorchArchive(path);
        var error = Assert.Throws<InvalidDataException>(() => archive.Tensors("model_state_dict"));

        Assert.Contains(said, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_zip_of_something_else_is_refused()
    {
        var path = Path.Combine(_folder.Path, "a.zip");
        using (var zip = ZipFile.Open(path, ZipArchiveMode.Create))
            TorchFile.Entry(zip, "readme", [1]);

        var error = Assert.Throws<InvalidDataException>(() => new TorchArchive(path));

        Assert.Contains("not written by torch.save", error.Message, StringComparison.Ordinal);
    }
}
