namespace Siskin.Models.Evaluation.Calibration;

/// <summary>
/// Fits <c>sigmoid(scale * x + offset)</c> to right and wrong answers by maximum likelihood (Platt, 1999), by the
/// Newton method with backtracking of Lin, Lin and Weng, "A note on Platt's probabilistic outputs for support vector
/// machines", 2007. Platt's targets, a little inside 0 and 1, keep the fit finite when every answer is right or wrong.
/// </summary>
internal static class PlattScaling
{
    private const int MaxSteps = 100;
    private const double Ridge = 1e-12;
    private const double Flat = 1e-8;
    private const double ShortestStep = 1e-10;
    private const double Decrease = 1e-4;

    /// <summary>The fit.</summary>
    /// <param name="logits">One number per answer, larger for surer ones.</param>
    /// <param name="right">Whether each was right.</param>
    public static (double Scale, double Offset) Fit(ReadOnlySpan<double> logits, ReadOnlySpan<bool> right)
    {
        var good = right.Count(true);
        var bad = right.Length - good;
        double high = (good + 1.0) / (good + 2),
            low = 1.0 / (bad + 2);
        double scale = 0,
            offset = Math.Log((good + 1.0) / (bad + 1));
        var loss = Loss(logits, right, high, low, scale, offset);
        for (var step = 0; step < MaxSteps; step++)
        {
            (var gs, var go, var hss, var hso, var hoo) = Derivatives(logits, right, high, low, scale, offset);
            if (Math.Abs(gs) < Flat * right.Length && Math.Abs(go) < Flat * right.Length)
                break;
            var determinant = (hss * hoo) - (hso * hso);
            var ds = -((hoo * gs) - (hso * go)) / determinant;
            var df = -((hss * go) - (hso * gs)) / determinant;
            var slope = (gs * ds) + (go * df);
            double length = 1;
            var tried = Loss(logits, right, high, low, scale + ds, offset + df);
            while (tried > loss + (Decrease * length * slope) && length > ShortestStep)
            {
                length /= 2;
                tried = Loss(logits, right, high, low, scale + (length * ds), offset + (length * df));
            }

            if (length <= ShortestStep)
                break;
            (scale, offset, loss) = (scale + (length * ds), offset + (length * df), tried);
        }

        return (scale, offset);
    }

    // Cross-entropy, written so that no exponential overflows.
    private static double Loss(
        ReadOnlySpan<double> logits,
        ReadOnlySpan<bool> right,
        double high,
        double low,
        double scale,
        double offset
    )
    {
        double loss = 0;
        for (var i = 0; i < logits.Length; i++)
        {
            var x = (scale * logits[i]) + offset;
            var target = right[i] ? high : low;
            loss += Math.Log(1 + Math.Exp(-Math.Abs(x))) + Math.Max(x, 0) - (target * x);
        }

        return loss;
    }

    private static (double Gs, double Go, double Hss, double Hso, double Hoo) Derivatives(
        ReadOnlySpan<double> logits,
        ReadOnlySpan<bool> right,
        double high,
        double low,
        double scale,
        double offset
    )
    {
        double gs = 0,
            go = 0,
            hss = Ridge,
            hso = 0,
            hoo = Ridge;
        for (var i = 0; i < logits.Length; i++)
        {
            var p = 1 / (1 + Math.Exp(-((scale * logits[i]) + offset)));
            var excess = p - (right[i] ? high : low);
            var weight = p * (1 - p);
            gs += excess * logits[i];
            go += excess;
            hss += weight * logits[i] * logits[i];
            hso += weight * logits[i];
            hoo += weight;
        }

        return (gs, go, hss, hso, hoo);
    }
}
