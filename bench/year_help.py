"""What the help team does: everybody works through their list from its top, on the days and at the campuses of their posts."""

from datetime import time, timedelta

import year_plan as plan
from year_acts import found, in_days, now_there, plan_day


class Helping:
    """Everybody of the team works on the days they are there, from the top of their list."""

    def __init__(self, works, school, teaching, figures):
        self.works, self.school, self.teaching, self.figures = works, school, teaching, figures
        self.chance, self.out = works.chance, set()

    def plan(self):
        for helper in self.school.helpers:
            self.week_of(helper)
        self.works.at(plan.at(plan.LAST, time(16, 20)), self.before_summer)

    def before_summer(self):
        """Who goes home for the summer says when what fell due at the last minute goes on, as one does; nobody works until August."""
        from hallway.asks.models import Ask

        night = plan.at(plan.LAST, time(23, 59))
        for helper in self.school.helpers:
            if helper.gone:
                continue
            for ask in Ask.objects.still_open().filter(holder=helper.member, next_at__lte=night):
                self.figures.count("given a day in August on the last day")
                if ask.step == "answer":
                    ask.reply(by=helper.member, text="I have it and come to it when school begins again.")
                found(ask.pk).work_on(by=helper.member, until=plan.at(plan.LAST + timedelta(days=76), time(15, 30)))

    def week_of(self, helper):
        """Every workday of theirs begins at its own minute."""
        for day in plan.WORKDAYS:
            if day >= plan_day():
                self.works.at(plan.at(day, time(7, self.chance.randint(30, 50))), self.work, helper, day)

    def work(self, helper, day):
        """Do the most pressing thing that can be done where they are, then the next one."""
        number = next((n for n in helper.places if helper.is_at(n, day.weekday())), None)
        at_work = number is None or plan.is_there(day, number)
        if helper.gone or (helper.member.pk, day) in self.out or not at_work:
            return
        moment = now_there()
        if moment.time() > plan.ends(day):
            return
        minutes = 490 / helper.slots
        did = self._next_thing(helper, day)
        pause = minutes * self.chance.uniform(0.5, 1.5) if did else 80
        self.works.at(moment + timedelta(minutes=pause), self.work, helper, day)

    def _next_thing(self, helper, day):
        from hallway.asks.models import Ask
        from hallway.core.now import now

        rows = Ask.objects.helped_by(helper.member).filter(holder=helper.member).exclude(status="waiting_you")
        if helper.member == self.school.leads[0] or helper.member == self.school.leads[1]:
            rows = Ask.objects.still_open().filter(holder=helper.member).exclude(status="waiting_you")
        evening = plan.at(day, plan.ends(day)) + timedelta(hours=1)
        for pk, status, step, next_at in rows.pressing().values_list("pk", "status", "step", "next_at")[:40]:
            if pk not in self.teaching.truths:
                continue
            truth = self.teaching.truths[pk]
            there = helper.is_at(truth.campus, day.weekday()) and plan.is_there(day, truth.campus)
            if step == "answer":
                return self._answer(found(pk), helper, truth, there)
            due = next_at <= max(evening, now())
            if status == "waiting_other":
                if due:
                    return self._check(found(pk), helper, truth)
            elif there or not truth.in_room:
                return self._work(found(pk), helper, truth)
            elif due:
                return self._say_when(found(pk), helper, truth)
        return False

    def _answer(self, ask, helper, truth, there):
        me = helper.member
        if truth.not_ours:
            ask.reply(by=me, text="The office looks after this one. I told them.")
            return self._solve(ask, me, "not_ours")
        if ask.route_why.get("code") == "files" and ask.next_door and self.chance.random() < 0.85:
            ask.send_on(by=me)
        elif truth.beyond and not ask.escalated_at:
            truth.beyond = False
            ask.escalate(by=me, note="I cannot reach this from here.")
        elif truth.asks:
            truth.asks = False
            ask.reply(by=me, text="Which of the two is it?")
            ask.wait(by=me, on="you", until=in_days(ask, ask.terms.waiting.remind_days))
            self.teaching.was_asked(ask.pk)
        elif truth.work <= 1 and not truth.part and (there or not truth.in_room):
            if self.chance.random() < 0.5:
                ask.reply(by=me, text="The cable was loose. Try it now.")
            return self._solve(ask, me, "fixed")
        else:
            ask.reply(by=me, text="I have it and come to you.")
        return True

    def _work(self, ask, helper, truth):
        me = helper.member
        truth.work -= 1
        if truth.beyond and not ask.escalated_at:
            truth.beyond = False
            ask.escalate(by=me)
        elif truth.part:
            truth.part = False
            ask.wait(by=me, on="other", until=in_days(ask, self.chance.randint(2, 8)), note="A new lamp is ordered")
        elif truth.work <= 0:
            return self._solve(ask, me, self.chance.choice(("fixed", "fixed", "fixed", "workaround", "replaced")))
        else:
            ask.work_on(by=me)
        return True

    def _check(self, ask, helper, truth):
        if self.chance.random() < 0.7:
            ask.work_on(by=helper.member, note="The lamp is here")
        else:
            ask.wait(by=helper.member, on="other", until=in_days(ask, 3), note="The lamp is on its way")
        return True

    def _say_when(self, ask, helper, truth):
        """It cannot be done today where they are: an honest new date, or a colleague who is there."""
        day = plan_day()
        for _ahead in range(12):
            day = plan.next_workday(day)
            if helper.is_at(truth.campus, day.weekday()) or not helper.places.get(truth.campus):
                break
        ask.work_on(by=helper.member, until=plan.at(day, time(15, 30)))
        if not helper.is_at(truth.campus, day.weekday()):
            truth.in_room = False  # whoever covers for somebody else does what can be done from afar
        return True

    def _solve(self, ask, me, outcome):
        ask.solve(by=me, outcome=outcome)
        self.teaching.was_solved(ask.pk)
        return True
