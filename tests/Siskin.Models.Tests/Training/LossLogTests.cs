using Siskin.Models.Training;
using Xunit;

namespace Siskin.Models.Tests.Training;

public sealed class LossLogTests : IDisposable
{
    private readonly ScratchFolder _folder = new();

    [Fact]
    public void What_a_run_wrote_is_read_step_by_step()
    {
        var log = new LossLog(_folder.Path, 0);
        log.Step(1, 5.5, 0.25, 100, 2e9);
        log.Step(2, 4.25, 0.5, 101, 3e9);
        log.Validation(1, 5.25, new Dictionary<string, double> { ["digit"] = 0.125, ["lookup"] = 0.5 });
        log.Validation(2, 4.5, new Dictionary<string, double> { ["digit"] = 0.25, ["lookup"] = 0.75 });

        var read = new LossLog(_folder.Path, 2);

        Assert.Equal([1, 2], read.ReadTraining().Steps);
        Assert.Equal([5.5, 4.25], read.ReadTraining().Losses);
        Assert.Equal(new Dictionary<int, double> { [1] = 2e9, [2] = 5e9 }, read.ReadFlops());
        Assert.Equal(new Dictionary<int, double> { [1] = 5.25, [2] = 4.5 }, read.ReadValidationLosses());
        var validation = read.ReadValidation();
        Assert.Equal(["digit", "lookup"], validation.Keys);
        Assert.Equal([1, 2], validation["lookup"].Steps);
        Assert.Equal([0.5, 0.75], validation["lookup"].Exact);
    }

    [Fact]
    public void A_run_that_goes_on_from_a_checkpoint_loses_what_came_behind_it()
    {
        var log = new LossLog(_folder.Path, 0);
        for (var step = 1; step <= 3; step++)
        {
            log.Step(step, step, 0, 0, 0);
            log.Validation(step, 10 * step, new Dictionary<string, double> { ["digit"] = 0 });
        }

        var resumed = new LossLog(_folder.Path, 2);

        Assert.Equal([1, 2], resumed.ReadTraining().Steps);
        Assert.Equal([1, 2], resumed.ReadValidationLosses().Keys);
    }

    [Fact]
    public void A_step_that_two_trainings_wrote_is_named()
    {
        var log = new LossLog(_folder.Path, 0);
        log.Step(1, 5.5, 0, 0, 2e9);
        log.Step(2, 5, 0, 0, 2e9);
        log.Step(2, 5, 0, 0, 2e9);

        var refusal = Assert.Throws<InvalidDataException>(log.ReadFlops);

        Assert.Contains("loss.tsv: step 2 stands there twice", refusal.Message, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();
}
