namespace Siskin.Runtime.Signals.Questions.Languages;

/// <summary>German words of questions.</summary>
internal static class German
{
    public static readonly Language Language = new(
        "wie ist der die das den dem und oder nicht welche welcher welches wann sind hat wird läuft über unter ein eine im am zu es gibt steht liegt wurde viel viele hoch auf für als bei mehr kein alle wo war welchen",
        [
            "um wie viel uhr=at what time;um wieviel uhr=at what time;seit wann=since when;wie lange=how long;wie oft=how often",
            "wie viele=how many;wie viel=how much;wie hoch=what;wie groß=what;wie weit=how far;gibt es=is there",
            "mehr als=more than;weniger als=less than;höher als=higher than;größer als=larger than;niedriger als=lower than",
            "kleiner als=smaller than;tiefer als=lower than;am höchsten=highest;am niedrigsten=lowest;am tiefsten=lowest",
            "am wärmsten=warmest;am kältesten=coldest;am größten=largest;am kleinsten=smallest;am meisten=most;am wenigsten=least",
            "in ordnung=ok;im durchschnitt=average;im mittel=average;im moment=now;wie steht=what;mehr oder weniger=",
        ],
        [
            "wie=how;was=what;welche=which;welcher=which;welches=which;welchen=which;welchem=which;wo=where;wann=when;wieviel=how much;wieviele=how many",
            "ist=is;sind=are;war=was;waren=were;hat=has;haben=have;hatte=had;steht=is;liegt=is;beträgt=is;betrug=was;zeigt=is;misst=is;wird=is;werden=are;wurde=was;wurden=were;kann=can",
            "läuft=is running;laufen=are running;lief=was running;lädt=is charging;steigt=is rising;steigen=are rising;fällt=is falling;sinkt=is falling;fehlt=is missing;fehlen=are missing;brennt=is on;funktioniert=is working",
            "der=the;die=the;das=the;den=the;dem=the;des=the;ein=a;eine=a;einen=a;einem=a;einer=a;eines=a;im=in the;am=at the;vom=of the;zum=to the;zur=to the;in=in;an=at;auf=on;von=of;bei=at;mit=with;nach=after;vor=before;seit=since;um=at;für=for;zu=to;aus=of",
            "über=above;oberhalb=above;unter=below;unterhalb=below;mindestens=at least;höchstens=at most;maximal=at most;zwischen=between;und=and;oder=or;gleich=equal;überschreitet=exceeds;überschreiten=exceed;übersteigt=exceeds;unterschreitet=below;als=than;bis=to",
            "höchste=highest;höchsten=highest;höchster=highest;niedrigste=lowest;niedrigsten=lowest;tiefste=lowest;wärmste=warmest;wärmsten=warmest;kälteste=coldest;kältesten=coldest;größte=largest;größten=largest;kleinste=smallest;maximum=maximum;minimum=minimum;wärmer=warmer;kälter=colder;höher=higher;niedriger=lower;leerste=emptiest;vollste=fullest;schwächste=weakest;schwächsten=weakest;stärkste=strongest;stärksten=strongest",
            "durchschnitt=average;durchschnittliche=average;durchschnittlich=average;mittelwert=average;mittlere=average;summe=sum;insgesamt=total;gesamt=total;unterschied=difference;differenz=difference;anzahl=number of;prozent=percent;verhältnis=ratio;alle=all;aller=of all;allen=all;jeder=every;irgendein=any;irgendeine=any;irgendwo=anywhere;kein=no;keine=no;nicht=not;beide=both;beiden=both",
            "temperatur=temperature;temperaturen=temperatures;luftfeuchtigkeit=humidity;luftfeuchte=humidity;feuchte=humidity;feuchtigkeit=humidity;druck=pressure;luftdruck=pressure;leistung=power;strom=current;spannung=voltage;energie=energy;verbrauch=consumption;stromverbrauch=power consumption;batterie=battery;batterien=batteries;akku=battery;ladung=charge;ladestand=charge;ladezustand=charge;füllstand=level;pegel=level;drehzahl=speed;geschwindigkeit=speed;durchfluss=flow;helligkeit=brightness;gewicht=weight;laufzeit=runtime;betriebsstunden=hours;stunden=hours;frequenz=frequency;signalstärke=signal strength;signal=signal;wind=wind;windgeschwindigkeit=wind speed;regen=rain;niederschlag=rain;auslastung=load;last=load;abstand=distance",
            "wert=value;werte=values;messwert=value;messwerte=values;sensor=sensor;sensoren=sensors;fühler=sensor;zustand=state;status=status;fehler=errors;warnung=warning;warnungen=warnings;störung=fault;störungen=faults;alarm=alarm;alarme=alarms;meldung=message;meldungen=messages;zeilen=lines;grenzwert=limit;sollwert=setpoint;grad=degrees;gerät=device;geräte=devices;einheit=unit",
            "tür=door;haustür=front door;fenster=window;keller=cellar|basement;garage=garage;küche=kitchen;wohnzimmer=living room;schlafzimmer=bedroom;kinderzimmer=nursery|kids room;bad=bath|bathroom;badezimmer=bathroom|bath;büro=office;dachboden=attic;garten=garden;flur=hall;außen=outside;aussen=outside;draußen=outside;innen=inside;drinnen=inside;pumpe=pump;pumpen=pumps;ventil=valve;kessel=boiler;heizung=heating;tank=tank;tanks=tanks;lüfter=fan;licht=light;lampe=lamp|light;motor=motor;kompressor=compressor;maschine=machine;platte=disk;festplatte=disk;speicher=storage|memory;wasser=water;öl=oil;luft=air;raum=room;räume=rooms;zimmer=room;vorlauf=supply|flow;rücklauf=return;netz=grid|mains;tor=gate;brenner=burner;kühlschrank=fridge;gefrierschrank=freezer;eingang=input;ausgang=output;netzwerk=network;boden=soil;gas=gas;zähler=meter;zählerstand=meter",
            "an=on;ein=on;eingeschaltet=on;ausgeschaltet=off;offen=open;geöffnet=open;geschlossen=closed;abgeschlossen=locked;verriegelt=locked;aktiv=active;online=online;offline=offline;erreichbar=reachable;verbunden=connected;leer=empty;voll=full;warm=warm;kalt=cold;heiß=hot;feucht=humid;trocken=dry;nass=wet;laut=loud;schnell=fast;schwer=heavy;hell=bright;stabil=stable;konstant=constant;ok=ok;defekt=faulty;gestoppt=stopped",
            "jetzt=now;gerade=now;aktuell=now;aktuelle=current;momentan=now;derzeit=now;letzte=last;letzten=last;letzter=last;zuletzt=last;erste=first;ersten=first;erster=first;neueste=latest;minuten=minutes;sekunden=seconds;tage=days;heute=today;noch=still;es=it;da=;denn=;mal=;bitte=;mir=;uns=;wir=we;ich=i;drauf=;so=;schon=;eigentlich=;nun=now;sag=;zeig=show",
        ],
        "an=on;ein=on;aus=off;auf=open;zu=closed"
    );
}
