using Siskin.Models.Architecture;
using Siskin.Models.Training;

namespace Siskin.Models.Runs;

/// <summary>Whether a run can begin with the weights of a checkpoint.</summary>
internal static class StudentCheck
{
    /// <exception cref="InvalidDataException">The checkpoint is of another architecture or other sizes.</exception>
    public static void Require(string folder, ModelOptions model)
    {
        // How long its inputs and answers may be is the recipe's business.
        if (
            SizeDifference.Find(Checkpoint.Read(folder).Model, model, "max_input_tokens", "max_output_tokens") is
            { } difference
        )
            throw new InvalidDataException(
                $"student {folder}: its {difference.Key} is {difference.Has}; allowed: the recipe's, {difference.Wants}"
            );
    }
}
