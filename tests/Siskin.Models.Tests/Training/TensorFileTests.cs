using Siskin.Models.Training;
using TorchSharp;
using Xunit;

namespace Siskin.Models.Tests.Training;

public sealed class TensorFileTests : IDisposable
{
    private readonly string _path = Path.GetTempFileName();

    [Fact]
    public void Tensors_come_back_as_they_were_written()
    {
        using var matrix = torch.arange(6, dtype: torch.ScalarType.Float32).view(2, 3).t();
        using var vector = torch.tensor(new[] { 1.5f });
        TensorFile.Write(_path, [("a.weight", matrix), ("b", vector)]);
        var read = TensorFile.Read(_path);
        Assert.Equal([3, 2], read["a.weight"].Shape);
        Assert.Equal([0f, 3f, 1f, 4f, 2f, 5f], read["a.weight"].Values);
        Assert.Equal([1.5f], read["b"].Values);
    }

    [Fact]
    public void A_file_of_another_kind_is_refused()
    {
        File.WriteAllBytes(_path, [255, 255, 255, 255, 255, 255, 255, 127, 0, 0]);
        var error = Assert.Throws<InvalidDataException>(() => TensorFile.Read(_path));
        Assert.Contains(_path, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_tensor_is_named()
    {
        using var value = torch.zeros(2);
        TensorFile.Write(_path, [("there", value)]);
        var error = Assert.Throws<InvalidDataException>(() => TensorFile.CopyInto(_path, [("absent", value)]));
        Assert.Contains("absent", error.Message, StringComparison.Ordinal);
    }

    public void Dispose() => File.Delete(_path);
}
