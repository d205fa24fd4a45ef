using Xunit;

namespace Siskin.Runtime.Tests.Signals.Questions;

public sealed class EventQuestionsTests
{
    private const string Log = """
        2031-02-01 04:00:00 INFO  gatekeeper: door relay armed
        2031-02-01 04:02:10 WARN  feeder: hopper low (12 %)
        2031-02-01 04:03:00 INFO  uplink: carrier down
        2031-02-01 04:04:30 INFO  uplink: carrier up
        2031-02-01 04:07:15 ERROR feeder: auger jam
        2031-02-01 04:09:00 WARN  feeder: hopper low (8 %)
        2031-02-01 04:12:40 INFO  uplink: carrier down
        """;

    [Theory]
    [InlineData("How many lines mention hopper?", "2")]
    [InlineData("How many messages did the uplink log?", "3")]
    [InlineData("How many warnings from the feeder?", "2")]
    [InlineData("How often did the carrier go down?", "2")]
    [InlineData("How long was the carrier down?", "1 min 30 s")]
    [InlineData("When did the carrier come back up?", "2031-02-01 04:04:30")]
    [InlineData("Since when is the carrier down now?", "2031-02-01 04:12:40")]
    [InlineData("Which component logged the error?", "yes: feeder: auger jam")]
    [InlineData("What was the error about?", "yes: feeder: auger jam")]
    [InlineData("What was the first message about the carrier?", "2031-02-01 04:03:00 uplink: carrier down")]
    public void Lines_are_counted_and_found_by_their_words(string prompt, string answer) =>
        Ask.Answers(Log, prompt, answer);

    [Theory]
    [InlineData("Is the carrier up at the end?", "no: 2031-02-01 04:12:40 uplink: carrier down")]
    [InlineData("Did the auger jam?", "yes: 2031-02-01 04:07:15 feeder: auger jam")]
    [InlineData("How many WARN lines are there?", "2")]
    public void Lines_say_whether_something_is_or_was_so(string prompt, string answer) =>
        Ask.Answers(Log, prompt, answer);

    [Theory]
    [InlineData("What happened at 04:07:15?", "2031-02-01 04:07:15 feeder: auger jam")]
    [InlineData("What happened at 04:07?", "2031-02-01 04:07:15 feeder: auger jam")]
    [InlineData("How long from the jam to the low hopper?", "1 min 45 s")]
    [InlineData("How long was it between the jam and the carrier down?", "5 min 25 s")]
    public void Lines_are_found_by_their_times(string prompt, string answer) => Ask.Answers(Log, prompt, answer);

    [Fact]
    public void A_word_before_a_time_says_which_way_a_window_is_open() =>
        Ask.Answers(Log, "Did anything come from the feeder before 04:01?", "no");

    [Fact]
    public void What_names_a_thing_does_not_end_it() =>
        Ask.Answers(
            "2031-05-06 05:00:01 INFO valve: back terrace ON\n2031-05-06 05:09:01 INFO valve: front terrace ON\n2031-05-06 05:12:31 INFO valve: back terrace OFF\n2031-05-06 05:40:00 INFO valve: front terrace OFF",
            "How long was the back terrace on?",
            "12 min 30 s"
        );

    private const string Panel = """
        04.07.2031 08:12:02.250 | CELL 7 | A | 3301 | Gripper pressure low | COME
        04.07.2031 08:12:03.000 | CELL 7 | I | 0101 | Robot halted         | COME
        04.07.2031 08:14:32.250 | CELL 7 | A | 3301 | Gripper pressure low | GONE
        04.07.2031 08:20:10.000 | CELL 7 | W | 4410 | Grease due           | COME
        """;

    [Theory]
    [InlineData("How long was the gripper pressure low?", "2 min 30 s")]
    [InlineData("Which alarms are still active?", "yes: CELL 7 4410 Grease due COME")]
    public void Alarms_between_bars_come_and_go(string prompt, string answer) => Ask.Answers(Panel, prompt, answer);

    private const string Shift = """
        11/03/31 21:03:12  ACT  P1  UNACK  VAT-02  LSHH  High-high level
        11/03/31 21:04:02  ACK  P1  rkowal VAT-02  LSHH  High-high level
        11/03/31 21:09:42  RTN  P1  -      VAT-02  LSHH  High-high level
        11/03/31 21:31:27  ACT  P3  UNACK  PUMP-4  VSH   High vibration
        """;

    [Theory]
    [InlineData("How long was the VAT-02 level alarm there?", "6 min 30 s")]
    [InlineData("How many alarms are still active?", "1")]
    public void What_came_or_went_may_stand_first(string prompt, string answer) => Ask.Answers(Shift, prompt, answer);

    [Fact]
    public void Lines_of_a_level_are_not_those_of_a_worse_one() =>
        Ask.Answers(
            "2031-06-02 21:58:03 INFO [Oven] ready\n2031-06-02 22:15:30 ERROR [Oven] open circuit\n2031-06-02 22:41:10 FATAL [Oven] emergency stop",
            "how many ERROR lines are there?",
            "1"
        );

    [Fact]
    public void A_word_that_no_line_has_is_not_counted_as_all_lines() =>
        Ask.IsUnsure(Log, "How many lines mention overheating?");

    [Fact]
    public void An_alarm_list_has_words_for_its_levels() =>
        Ask.Answers(
            "Date;Time;Prio;Class;State;No;Text\n03.07.2031;10:00:00;1;Alarm;COME;7;Lid open\n03.07.2031;10:04:30;1;Alarm;GONE;7;Lid open\n03.07.2031;10:06:00;2;Warning;COME;9;Oil low",
            "How long was the lid open?",
            "4 min 30 s"
        );

    private const string Journal = """
        2031-09-21T22:14:05+02:00 [cam-drive] motion start score=0.71
        2031-09-21T22:30:11+02:00 [cam-porch] person detected conf=0.93
        2031-09-21T22:31:58+02:00 [cam-shed] stream lost: timeout
        2031-09-21T22:40:26+02:00 [cam-drive] motion start score=0.44
        """;

    [Theory]
    [InlineData("How often did motion start?", "2")]
    [InlineData("When was a person detected?", "2031-09-21T22:30:11+02:00")]
    [InlineData("What is the highest score?", "0.71")]
    public void Lines_with_a_time_and_a_sentence_are_a_journal(string prompt, string answer) =>
        Ask.Answers(Journal, prompt, answer);

    [Theory]
    [InlineData("How many lines mention 404?", "1")]
    [InlineData("How many errors are there?", "1")]
    public void Requests_to_a_server_are_events(string prompt, string answer) =>
        Ask.Answers(
            "192.0.2.1 - - [12/Jun/2031:09:14:01 +0200] \"GET / HTTP/1.1\" 200 512 \"-\" \"x\"\n"
                + "192.0.2.1 - - [12/Jun/2031:09:14:02 +0200] \"GET /icon HTTP/1.1\" 404 15 \"-\" \"x\"\n"
                + "192.0.2.2 - - [12/Jun/2031:09:15:37 +0200] \"POST /api HTTP/1.1\" 502 157 \"-\" \"x\"",
            prompt,
            answer
        );
}
