namespace Siskin.Models.Data.Frames;

/// <summary>The tasks that are answered from a frame.</summary>
internal static class FrameTasks
{
    /// <summary>One digit of a counter: 0-9, or N when the wheel stands between two digits.</summary>
    public static FrameTask Digit { get; } =
        new("digit", "Read the digit.", (fonts, options) => new DigitFrames(fonts, options))
        {
            HasNoScale = true,
            IsUsual = true,
            Wordings =
            [
                "Which digit is this?",
                "What digit does the wheel show?",
                "digit?",
                "Read this digit",
                "Give the digit or N.",
                "Which number is on the wheel?",
                "Tell me the digit.",
                "What is the digit in the window?",
                "Single digit, please.",
                "Digit in this crop?",
                "Name the digit shown.",
                "What digit do you see?",
            ],
            UndrawnWordings =
            [
                "Which digit is shown?",
                "What digit is this?",
                "Read this wheel.",
                "Give the digit.",
                "What does the wheel show?",
                "Read the number wheel.",
                "Which digit do you see?",
            ],
            CorpusAnswers = ["5", "N", UnreadableFrames.Answer],
        };

    /// <summary>
    /// All digits of a counter with wheels; red wheels are decimals. A wheel between digits counts as the lower one.
    /// </summary>
    public static FrameTask Counter { get; } =
        new("counter", "Read the counter.", (fonts, options) => new CounterFrames(fonts, options.IsVaried))
        {
            HasNoScale = true,
            IsInScenes = true,
            Sought = 6,
            IsUsual = true,
            Wordings =
            [
                "What does the counter show?",
                "Give the meter reading.",
                "Meter reading?",
                "Read the water meter.",
                "What is the meter reading?",
                "Read the gas meter counter.",
                "What number do the wheels show?",
                "Counter value with decimals?",
                "Read all wheels.",
                "Odometer reading, please.",
                "What does the meter say?",
                "Read the electricity meter.",
                "Which value is on the counter?",
                "Tell me the count.",
                "read counter",
            ],
            UndrawnWordings =
            [
                "What is the counter reading?",
                "Read the meter.",
                "Read the odometer.",
                "How much is on the counter?",
                "Read all digits.",
                "What number does the meter show?",
                "Give the count.",
                "Report the counter value.",
                "What is the total?",
            ],
            CorpusAnswers = ["00471", "03948.27", UnreadableFrames.Answer],
        };

    /// <summary>A seven-segment display, sign and decimal point included.</summary>
    public static FrameTask Display { get; } =
        new("display", "Read the display.", (fonts, options) => new DisplayFrames(fonts, options.IsVaried))
        {
            HasNoScale = true,
            IsInScenes = true,
            Sought = 8,
            IsUsual = true,
            Wordings =
            [
                "What does the display show?",
                "Which number is on the display?",
                "Read the screen.",
                "Value on the display?",
                "What is on the LCD?",
                "Read the LED display.",
                "Give the displayed value.",
                "What number is shown?",
                "Read the digits on the screen.",
                "Display reading?",
                "What does the readout say?",
                "read display",
                "Which value is displayed?",
            ],
            UndrawnWordings =
            [
                "Read the LCD.",
                "What value is displayed?",
                "What number is on the screen?",
                "Report the display.",
            ],
            CorpusAnswers = ["-12.5", "blank", "error", "Err", "HI", "LO", "OL", UnreadableFrames.Answer],
        };

    /// <summary>
    /// A sub-dial with ten divisions: the needle's clockwise position from the zero mark in tenths of a turn, 0.0 to
    /// 9.9. A dial that is numbered counter-clockwise is read the same way (its own value is 10 minus that).
    /// </summary>
    public static FrameTask Dial { get; } =
        new("dial", "Read the dial.", (fonts, _) => new DialFrames(fonts))
        {
            IsInScenes = true,
            Sought = 1,
            IsUsual = true,
            HeldOutTolerance = 0.02,
            Wordings =
            [
                "What does the dial show?",
                "Where does the pointer stand?",
                "Dial position?",
                "Read the small dial.",
                "Read the sub-dial.",
                "Needle position in tenths?",
                "Which value does the needle point to?",
                "Give the dial reading.",
                "Position of the needle from zero?",
                "read dial",
                "What is the dial at?",
                "Pointer reading, please.",
            ],
            UndrawnWordings =
            [
                "Where does the needle point?",
                "Give the needle position.",
                "Read the needle.",
                "What is the dial reading?",
                "Which value does the pointer show?",
            ],
            CorpusAnswers = ["7.4", UnreadableFrames.Answer],
        };

    /// <summary>A round gauge with printed scale: value and unit.</summary>
    public static FrameTask Gauge { get; } =
        new(
            "gauge",
            "Read the gauge.",
            (fonts, options) => new GaugeFrames(fonts, GaugeQuestion.Value, options.IsVaried)
        )
        {
            IsInScenes = true,
            Sought = 5,
            IsUsual = true,
            Wordings =
            [
                "What does the gauge show?",
                "Value on the gauge with unit?",
                "What is the pressure?",
                "What is the gauge reading?",
                "Read the manometer.",
                "Read the thermometer.",
                "Gauge value and unit?",
                "Give the value with its unit.",
                "How much does the instrument show?",
                "Read the needle instrument.",
                "What does the meter indicate?",
                "read gauge",
                "Current value on the gauge?",
                "Which value does the needle show, with unit?",
            ],
            UndrawnWordings =
            [
                "What is the temperature?",
                "Give the gauge reading.",
                "What value does the gauge indicate?",
                "Report the gauge value.",
                "How high is the pressure?",
                "Read the pointer instrument.",
                "What is the reading with its unit?",
            ],
            CorpusAnswers =
            [
                "5.2 bar",
                "31 psi",
                "120 kPa",
                "1.6 MPa",
                "340 mbar",
                "71 °C",
                "160 °F",
                "45 %",
                "2300 rpm",
                "230 V",
                "16 A",
                "3.5 kW",
                "12 L/min",
                "4.1 m3/h",
                "10 km/h",
                "50 Hz",
                "6 kg",
                "2 m",
                "15 mm",
                "80 hPa",
                UnreadableFrames.Answer,
            ],
        };

    /// <summary>
    /// The range of a gauge's printed scale with its unit, "0 to 250 °F": the first half of reading it.
    /// </summary>
    public static FrameTask Scale { get; } =
        new(
            "scale",
            "Which scale does the gauge have?",
            (fonts, options) => new GaugeFrames(fonts, GaugeQuestion.Scale, options.IsVaried)
        )
        {
            IsInScenes = true,
            Wordings =
            [
                "What is the range of the gauge?",
                "Scale of the gauge?",
                "From what to what does the scale go?",
                "Range and unit of the instrument?",
                "Read the scale.",
                "What are the ends of the scale?",
                "Measuring range?",
                "Give the range with its unit.",
                "Which range is printed on the dial?",
                "read scale",
            ],
            CorpusAnswers = ["0 to 250 °F", "-1 to 1.5 bar", "0 to 16 A", "20 to 120 °C", UnreadableFrames.Answer],
        };

    /// <summary>The needle's way along a gauge's scale in percent, whatever is printed on it: the other half.</summary>
    public static FrameTask Deflection { get; } =
        new(
            "deflection",
            "How far is the needle along its scale?",
            (fonts, options) => new GaugeFrames(fonts, GaugeQuestion.Deflection, options.IsVaried)
        )
        {
            IsInScenes = true,
            Wordings =
            [
                "Needle deflection in percent?",
                "At what percent of the scale is the needle?",
                "Deflection of the needle?",
                "How far has the needle moved, in percent?",
                "Needle position in percent of full scale?",
                "Percent of full scale?",
                "Give the deflection.",
                "Where on the scale is the needle, in percent?",
                "read deflection",
            ],
            CorpusAnswers = ["45 %", "100 %", UnreadableFrames.Answer],
        };

    /// <summary>Indicator lamps, left to right: the colour of each lit one, "off" for the others.</summary>
    public static FrameTask Lamps { get; } =
        new("lamps", "Which lamps are lit?", (fonts, _) => new LampFrames(fonts))
        {
            HasNoScale = true,
            IsUsual = true,
            Wordings =
            [
                "Which lights are on?",
                "Which lamps are on?",
                "What colours are lit, left to right?",
                "State of the lamps?",
                "Read the indicator lamps.",
                "Are any lamps lit?",
                "Lamp states from left to right.",
                "Which LEDs are on?",
                "List the lamps.",
                "Indicator status?",
                "What do the indicator lights show?",
                "read lamps",
            ],
            UndrawnWordings =
            [
                "What colours are the lamps?",
                "Which indicator lamps are on?",
                "Read the lamps.",
                "Describe the indicator lights.",
                "Name the lit lamps from left to right.",
                "Which LEDs are lit?",
                "Is a lamp lit?",
                "Is the red lamp on?",
                "What is the status of the lights?",
            ],
            CorpusAnswers =
            [
                "red",
                "green",
                "yellow",
                "blue",
                "white",
                "orange",
                "amber",
                "off",
                "red off green",
                "off off green",
                "green green",
                "yellow red off off",
                "blue white",
                "off off off",
                "white off",
                "none",
                UnreadableFrames.Answer,
            ],
        };

    /// <summary>
    /// A clock with hands: hours and minutes on a dial of twelve hours, seconds where it has a hand for them.
    /// </summary>
    public static FrameTask Clock { get; } =
        new("clock", "Read the clock.", (fonts, _) => new ClockFrames(fonts))
        {
            IsInScenes = true,
            Sought = 2,
            Wordings =
            [
                "What time does the clock show?",
                "What is the time shown by the clock in the image?",
                "What is the time shown on the clock in the image?",
                "Time on the clock?",
                "What time is it?",
                "Give the time.",
                "Which time do the hands show?",
                "read clock",
            ],
            UndrawnWordings = ["What is the time?", "What does the clock say?", "How late is it?", "Tell me the time."],
            CorpusAnswers = ["9:31", "12:05", "10:10:36", UnreadableFrames.Answer],
        };

    /// <summary>All of them: a new one is one more of these, with its drawer.</summary>
    public static IReadOnlyList<FrameTask> All { get; } =
    [Digit, Counter, Display, Dial, Gauge, Scale, Deflection, Clock, Lamps];

    /// <summary>The task of a name.</summary>
    /// <exception cref="ArgumentException">There is none, or it is not about frames.</exception>
    public static FrameTask Named(string name) =>
        All.FirstOrDefault(task => task.Name == name)
        ?? throw new ArgumentException(
            $"Task '{name}' has no frames; those with frames: {string.Join(", ", All.Select(task => task.Name))}.",
            nameof(name)
        );
}
