using Siskin.Models.Strips;
using Siskin.Models.Training;
using static TorchSharp.torch;

namespace Siskin.Models.Commands;

/// <summary>What the commands of all networks that look along strips do to train one.</summary>
/// <param name="trainer">Trains it.</param>
/// <param name="folder">Folder of the checkpoint.</param>
/// <param name="steps">Steps of the whole run.</param>
internal sealed class StripTraining(StripTrainer trainer, string folder, int steps)
{
    /// <summary>Steps between two looks at what is kept from training, and a checkpoint each.</summary>
    private const int LookEvery = 250;

    /// <summary>Whether there is a last look where the run ends between two.</summary>
    public bool LooksAtTheEnd { get; init; }

    /// <summary>Trains, or goes on, to the last step or until it is stopped.</summary>
    /// <param name="batch">The loss over the samples of a step, see <see cref="StripLoss"/>.</param>
    /// <param name="look">What the network makes of what is kept from training, in words.</param>
    public void Run(Func<int, Func<StripNetwork, Tensor>> batch, Func<string> look)
    {
        if (StripCheckpoint.Exists(folder))
            trainer.Resume(folder);
        using var stop = StopSignal.Install();
        double sum = 0;
        while (trainer.Step < steps && !stop.Requested)
        {
            sum += trainer.TrainStep(batch(trainer.Step));
            if (trainer.Step % LookEvery != 0 && !(LooksAtTheEnd && trainer.Step == steps))
                continue;
            Console.Error.WriteLine($"step {trainer.Step}, {sum / LookEvery:0.000} nats; {look()}");
            sum = 0;
            trainer.Save(folder);
        }

        trainer.Save(folder);
    }
}
