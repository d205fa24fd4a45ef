namespace Siskin.Models.Training;

/// <summary>
/// Learning-rate factor that rises linearly, stays at 1, and falls linearly to 0 at the end (Hu et al., MiniCPM, 2024).
/// The stable part has no length of its own, so a run can be prolonged from any checkpoint that lies in it.
/// </summary>
public static class WarmupStableDecay
{
    /// <summary>Factor for a step, counted from 0.</summary>
    public static double Factor(int step, int steps, int warmup, int decay)
    {
        var rise = warmup == 0 ? 1 : Math.Min(1, (step + 1.0) / warmup);
        var fall = decay == 0 ? 1 : Math.Clamp((steps - step) / (double)decay, 0, 1);
        return Math.Min(rise, fall);
    }
}
